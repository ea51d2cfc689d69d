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

const botInfo: Run = (args) => {
  if (required(args, "bot") !== app.botId) throw new ApiError("bot_not_found");
  return {
    bot: { id: app.botId, deleted: false, name: app.botName, app_id: app.id, user_id: app.botUserId },
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
  "bots.info": { token: "bot", scope: "users:read", perMinute: 50, run: botInfo },
  "usergroups.users.list": { token: "bot", scope: "usergroups:read", perMinute: 20, run: groupUsers },
};
