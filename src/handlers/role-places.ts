import type { RoleGrant, RoleName } from "../access.ts";
import type { RolePlaces } from "../views/role-words.ts";
import type { HandlerDeps } from "./deps.ts";

// No grant names it, so that only what holds everywhere holds there.
const NO_CHANNEL = "";

/** Where a person has each role: in every channel, or in those that the configuration names. */
export async function rolePlaces(
  { access, settings }: Pick<HandlerDeps, "access" | "settings">,
  userId: string,
): Promise<RolePlaces> {
  const grants: readonly RoleGrant[] = [
    ...settings.viewers,
    ...settings.operators,
    ...settings.approvers,
    ...settings.admins,
  ];
  const channels = [...new Set(grants.flatMap(({ channelId }) => channelId ?? []))];
  const [everywhere, ...there] = await Promise.all(
    [NO_CHANNEL, ...channels].map((channelId) => access.rolesOf(userId, channelId)),
  );
  const placesOf = (role: RoleName) =>
    everywhere?.[role] ? "everywhere" : channels.filter((_, at) => there[at]?.[role]);
  return {
    viewer: placesOf("viewer"),
    operator: placesOf("operator"),
    approver: placesOf("approver"),
    admin: placesOf("admin"),
  };
}
