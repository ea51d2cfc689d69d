import { ApiError } from "../api-error.ts";
import { app, team } from "../directory.ts";
import { type Method, type Run, required } from "./arguments.ts";

const authTest: Run = () => ({
  url: "https://sandbox.slack.com/",
  team: "Sandbox",
  user: app.botName,
  team_id: team.id,
  user_id: app.botUserId,
  bot_id: app.botId,
  is_enterprise_install: false,
});

const openConnection: Run = (_args, core) => ({ url: core.socketUrl() });

const userInfo: Run = (args, core) => {
  const id = required(args, "user");
  const person = core.directory.personById(id);
  if (!person && id !== app.botUserId) throw new ApiError("user_not_found");
  const name = person?.name ?? app.botName;
  const realName = person?.realName ?? app.botName;
  return {
    user: {
      id,
      team_id: team.id,
      name,
      deleted: false,
      real_name: realName,
      tz: "Etc/UTC",
      tz_offset: 0,
      is_bot: !person,
      profile: { real_name: realName, display_name: name },
    },
  };
};

const groupUsers: Run = (args, core) => {
  const group = core.directory.userGroup(required(args, "usergroup"));
  if (!group) throw new ApiError("no_such_subteam");
  return { users: [...group.members] };
};

export const teamMethods: Record<string, Method> = {
  "auth.test": { token: "bot", scope: null, perMinute: 600, run: authTest },
  // Slack names Tier 1 "with occasional bursts": every reconnect needs it.
  "apps.connections.open": { token: "app", scope: null, perMinute: 30, run: openConnection },
  "users.info": { token: "bot", scope: "users:read", perMinute: 100, run: userInfo },
  "usergroups.users.list": { token: "bot", scope: "usergroups:read", perMinute: 20, run: groupUsers },
};
