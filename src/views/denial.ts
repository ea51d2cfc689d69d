import type { Outsider, Roles } from "../access.ts";
import { mention } from "./text.ts";

export type NeededRole = "viewer" | "operator" | "approver" | "admin" | "operator-or-approver";

const needs: Record<NeededRole, { who: string; variable: string }> = {
  viewer: { who: "viewers, operators, approvers and admins", variable: "`VIEWERS`" },
  operator: { who: "operators", variable: "`OPERATORS`" },
  approver: { who: "approvers", variable: "`APPROVERS`" },
  admin: { who: "admins", variable: "`ADMINS`" },
  "operator-or-approver": { who: "operators and approvers", variable: "`OPERATORS` or `APPROVERS`" },
};

const outsiders: Record<Outsider, string> = {
  guest: "Guests of this workspace",
  bot: "Bots",
  stranger: "People of another workspace",
  gone: "People whose account was deactivated",
};

/** The next step where Slack will not tell until somebody does something about it. */
export const untilMendedText =
  "An admin of the bot has to set that right first: its log says what to do, and so does `npm run doctor`.";

/** What takes a viewer, as a verb phrase. */
export const lookPhrase = "look at anything here";

export interface Denied {
  /** The verb phrase that was asked for, as in "stop this session". */
  what: string;
  needed: NeededRole;
  userId: string;
  roles: Roles;
  /** He has the role, but for other channels alone. */
  elsewhere: boolean;
  /** Whether the bot limits who may look. */
  viewersNamed: boolean;
}

/** Why this person may not, and who can change that. */
export function denial({ what, needed, userId, roles, elsewhere, viewersNamed }: Denied): string {
  const { who, variable } = needs[needed];
  const person = `your Slack id \`${userId}\` (${mention(userId)})`;
  if (roles.untilMended) {
    return `Slack does not tell the bot who you are in this workspace, or who is in its user groups, so it cannot know whether you may ${what}. ${untilMendedText}`;
  }
  if (roles.unknown) {
    return `Slack did not tell the bot in time who you are in this workspace, or who is in its user groups, so it cannot know whether you may ${what}. Try again in a minute.`;
  }
  if (elsewhere) {
    return `Only ${who} may ${what}, and your role holds for other channels: \`/ngrok help\` names them. Do it there, or ask an admin to add ${person} to ${variable} for this one and start the bot anew.`;
  }
  if (roles.outsider === "gone") {
    return `${outsiders.gone} may not use this bot, so you may not ${what}. Ask an admin of the workspace to activate ${person} again.`;
  }
  if (roles.outsider) {
    const others =
      needed === "viewer" && !viewersNamed
        ? ", with all others who are to look, as nobody else may then,"
        : "";
    return `${outsiders[roles.outsider]} may not use this bot unless an admin names them, so you may not ${what}. Ask one to add ${person} to ${variable}${others} and start the bot anew.`;
  }
  return `Only ${who} may ${what}. To become one, ask an admin to add ${person} to ${variable} and start the bot anew.`;
}

/** On a bot whose roles are not set, nobody may change anything. */
export function unconfigured(what: string, missing: MissingRoles): string {
  return `Nobody may ${what} yet, as the bot's roles are not set. ${settingText(missing)}`;
}

/** Variables without which nobody may change anything, and who asks. */
export interface MissingRoles {
  missing: readonly RoleVariable[];
  userId: string;
  roles: Pick<Roles, "operator" | "approver">;
}
export type RoleVariable = "OPERATORS" | "APPROVERS";

export function settingText(missing: MissingRoles): string {
  const examples = missing.missing.map((variable) => `\`${variable}=${exampleId(variable, missing)}\``);
  return `An admin must set ${examples.join(" and ")} (Slack ids of people or user groups, commas between) and start the bot anew. Put different people into \`OPERATORS\` and \`APPROVERS\`: nobody approves his own request.`;
}

/** The asker's own id in one list at most, as nobody could approve what he asks for. */
function exampleId(variable: RoleVariable, { missing, userId, roles }: MissingRoles): string {
  const other = variable === "OPERATORS" ? roles.approver : roles.operator || missing.includes("OPERATORS");
  return other ? "U…" : userId;
}
