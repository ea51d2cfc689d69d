import type { Roles } from "../access.ts";
import { UserRefusal } from "../user-error.ts";
import { denial, lookPhrase, type NeededRole, type RoleVariable, unconfigured } from "../views/denial.ts";
import type { HandlerDeps } from "./deps.ts";
import { refuseFrozen } from "./refuse-frozen.ts";

export type { NeededRole } from "../views/denial.ts";

type PermitDeps = Pick<HandlerDeps, "access" | "settings">;
type AskDeps = PermitDeps & Pick<HandlerDeps, "freezes">;

/**
 * @param what the verb phrase that is asked for, as in "stop this session"
 * @param channelId of a change the one that its card goes to, of a look the one where it was asked for; null: whichever
 * @throws UserRefusal when the person lacks the role there, or it could not be looked up; and as long as the bot's
 * roles are not set, for everyone who asks for a change or decides one
 */
export async function permit(
  deps: PermitDeps,
  userId: string,
  needed: NeededRole,
  what: string,
  channelId: string | null,
): Promise<void> {
  const roles = await deps.access.rolesOf(userId, channelId);
  const isChange = needed !== "viewer" && needed !== "admin";
  if (isChange && !deps.access.configured && !roles.outsider) {
    throw new UserRefusal(unconfigured(what, { missing: missingRoles(deps.settings), userId, roles }));
  }
  if (hasRole(roles, needed)) return;
  const anywhere = channelId === null ? roles : await deps.access.rolesOf(userId, null);
  const elsewhere = hasRole(anywhere, needed);
  const viewersNamed = deps.settings.viewers.length > 0;
  throw new UserRefusal(denial({ what, needed, userId, roles, elsewhere, viewersNamed }));
}

/**
 * For whoever asks for a change.
 * @throws UserRefusal as `permit`, and while all changes are frozen
 */
export async function permitAsking(
  deps: AskDeps,
  userId: string,
  what: string,
  channelId: string | null,
): Promise<void> {
  await permit(deps, userId, "operator", what, channelId);
  await refuseFrozen(deps);
}

/**
 * For what a person may do to his own request whatever his role, as long as he is a member of the workspace or named.
 * @throws UserRefusal
 */
export async function permitMember(
  deps: PermitDeps,
  userId: string,
  { role: needed, what }: { role: NeededRole; what: string },
  channelId: string,
): Promise<void> {
  const roles = await deps.access.rolesOf(userId, channelId);
  if (roles.viewer || (roles.outsider === null && !roles.unknown)) return;
  const viewersNamed = deps.settings.viewers.length > 0;
  throw new UserRefusal(denial({ what, needed, userId, roles, elsewhere: false, viewersNamed }));
}

/** Whatever shows something takes this. In the bot's DM and on Home a role for any channel will do. */
export async function permitLook(deps: PermitDeps, userId: string, channelId: string | null): Promise<void> {
  const isChannel = channelId !== null && !isDirect(channelId);
  await permit(deps, userId, "viewer", lookPhrase, isChannel ? channelId : null);
}

/** The bot's DM, by its own id or the person's. */
export function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}

function hasRole(roles: Roles, needed: NeededRole): boolean {
  return needed === "operator-or-approver" ? roles.operator || roles.approver : roles[needed];
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
