import { ApiError } from "../api-error.ts";
import { app, type PersonRecord, type Standing, team, teamOf } from "../directory.ts";
import type { Fields } from "../validation/check.ts";
import { type Method, type Run, required } from "./arguments.ts";

const SLACKBOT = "USLACKBOT";

/** Of the bot's own user, and of Slack's, which calls itself no bot. */
const machines: Record<string, Fields> = {
  [app.botUserId]: { name: app.botName, real_name: app.botName, ...flags({ kind: "bot" }) },
  [SLACKBOT]: { name: "slackbot", real_name: "Slackbot", ...flags({ kind: "member" }) },
};

/**
 * As Slack tells of people: of who has left only that, of who is of another workspace neither what he is there nor
 * `is_stranger: true`, as he shares a channel with the bot.
 */
function flags(standing: Standing): Fields {
  if (standing.kind === "deactivated") return { deleted: true, is_bot: false, is_app_user: false };
  const isGuest = standing.kind === "guest";
  return {
    deleted: false,
    is_restricted: isGuest,
    is_ultra_restricted: isGuest && standing.channels === "one",
    is_bot: standing.kind === "bot",
    is_app_user: false,
    ...(standing.kind === "external"
      ? { is_stranger: false }
      : { is_admin: false, is_owner: false, is_primary_owner: false, is_email_confirmed: true }),
  };
}

function enterprise({ id, standing }: PersonRecord): Fields {
  if (standing.kind !== "enterprise") return {};
  return {
    enterprise_user: {
      id,
      enterprise_id: standing.organization,
      enterprise_name: "Sandbox",
      is_admin: false,
      is_owner: false,
      is_primary_owner: false,
      teams: [...standing.teams],
    },
  };
}

const info: Run = (args, core) => {
  const id = required(args, "user");
  const person = core.directory.personById(id);
  const machine = machines[id];
  if (!person && !machine) throw new ApiError("user_not_found");
  const told: Fields = person
    ? { name: person.name, real_name: person.realName, ...flags(person.standing), ...enterprise(person) }
    : { ...machine };
  const teamId = person ? teamOf(person).id : team.id;
  return {
    user: {
      id,
      team_id: teamId,
      tz: "Etc/UTC",
      tz_label: "UTC",
      tz_offset: 0,
      updated: 0,
      ...told,
      profile: { real_name: told.real_name, display_name: told.name, team: teamId },
    },
  };
};

export const userMethods: Record<string, Method> = {
  "users.info": { token: "bot", scope: "users:read", perMinute: 100, run: info },
};
