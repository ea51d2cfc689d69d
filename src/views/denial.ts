import type { Roles } from "../access.ts";
import { mention } from "./text.ts";

export type NeededRole = "operator" | "approver" | "operator-or-approver";

const needs: Record<NeededRole, { who: string; variable: string }> = {
  operator: { who: "operators", variable: "`OPERATORS`" },
  approver: { who: "approvers", variable: "`APPROVERS`" },
  "operator-or-approver": { who: "operators and approvers", variable: "`OPERATORS` or `APPROVERS`" },
};

/** @param what the verb phrase that was asked for, as in "stop this session" */
export function denial(what: string, needed: NeededRole, userId: string, roles: Roles): string {
  if (roles.unknown) {
    return `Slack did not tell the bot in time who is in its user groups, so it cannot know whether you may ${what}. Try again in a minute.`;
  }
  const { who, variable } = needs[needed];
  return `Only ${who} may ${what}. To become one, ask an admin to add your Slack id \`${userId}\` (${mention(userId)}) to ${variable} and start the bot anew.`;
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
