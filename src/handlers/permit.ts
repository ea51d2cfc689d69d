import { UserRefusal } from "../user-error.ts";
import { denial, type NeededRole, unconfigured } from "../views/denial.ts";
import type { HandlerDeps } from "./deps.ts";

export type { NeededRole } from "../views/denial.ts";

/**
 * @param what the verb phrase that is asked for, as in "stop this session"
 * @throws UserRefusal when the person lacks the role, or it could not be looked up
 */
export async function permit(
  deps: Pick<HandlerDeps, "access" | "settings">,
  userId: string,
  needed: NeededRole,
  what: string,
): Promise<void> {
  const roles = await deps.access.rolesOf(userId);
  const allowed = (needed !== "approver" && roles.operator) || (needed !== "operator" && roles.approver);
  if (allowed) return;
  const missing = missingRoles(deps.settings, needed);
  throw new UserRefusal(
    missing.length > 0 ? unconfigured(what, userId, missing) : denial(what, needed, userId, roles),
  );
}

function missingRoles(settings: HandlerDeps["settings"], needed: NeededRole): string[] {
  const missing: string[] = [];
  if (settings.operators.length === 0 && needed !== "approver") missing.push("OPERATORS");
  if (settings.approvers.length === 0 && needed !== "operator") missing.push("APPROVERS");
  // One of the two suffices for what either may do.
  return needed === "operator-or-approver" && missing.length === 1 ? [] : missing;
}
