import { UserRefusal } from "../user-error.ts";
import type { HandlerDeps } from "./deps.ts";

export type NeededRole = "operator" | "approver" | "operator-or-approver";

/**
 * @param what the verb phrase that is asked for, as in "stop this session"
 * @throws UserRefusal when the person lacks the role, or it could not be looked up
 */
export async function permit(deps: HandlerDeps, userId: string, needed: NeededRole, what: string) {
  const roles = await deps.access.rolesOf(userId);
  const allowed = (needed !== "approver" && roles.operator) || (needed !== "operator" && roles.approver);
  if (!allowed) throw new UserRefusal(`You may not ${what}.`);
}
