import { UserRefusal } from "../user-error.ts";
import { denial, type NeededRole, type RoleVariable, unconfigured } from "../views/denial.ts";
import type { HandlerDeps } from "./deps.ts";

export type { NeededRole } from "../views/denial.ts";

/**
 * @param what the verb phrase that is asked for, as in "stop this session"
 * @throws UserRefusal when the person lacks the role, or it could not be looked up; and for everyone as long
 * as the bot's roles are not set
 */
export async function permit(
  deps: Pick<HandlerDeps, "access" | "settings">,
  userId: string,
  needed: NeededRole,
  what: string,
): Promise<void> {
  const roles = await deps.access.rolesOf(userId);
  if (!deps.access.configured) {
    throw new UserRefusal(unconfigured(what, { missing: missingRoles(deps.settings), userId, roles }));
  }
  const allowed = (needed !== "approver" && roles.operator) || (needed !== "operator" && roles.approver);
  if (!allowed) throw new UserRefusal(denial(what, needed, userId, roles));
}

/** The variables without which nobody may change anything. */
export function missingRoles({
  operators,
  approvers,
}: Pick<HandlerDeps["settings"], "operators" | "approvers">): RoleVariable[] {
  return [
    ...(operators.length === 0 ? (["OPERATORS"] as const) : []),
    ...(approvers.length === 0 ? (["APPROVERS"] as const) : []),
  ];
}
