import type { RoleName } from "../access.ts";

/** Where somebody has a role; in no channel where the list is empty. */
export type RolePlaces = Record<RoleName, "everywhere" | readonly string[]>;

const deeds: Record<RoleName, string> = {
  viewer: "look at everything",
  operator: "ask for changes (operator)",
  approver: "approve other people's changes (approver)",
  admin: "freeze and unfreeze changes (admin)",
};

const MOST_CHANNELS = 10;

/** What somebody may do, as in "look at everything and ask for changes (operator) in #ops"; null for nothing. */
export function mayText(places: RolePlaces, roles: readonly RoleName[]): string | null {
  const parts = roles.flatMap((role) => {
    const where = places[role];
    if (where === "everywhere") return [deeds[role]];
    return where.length === 0 ? [] : [`${deeds[role]} in ${channelList(where)} alone`];
  });
  return parts.length === 0 ? null : listed(parts);
}

function channelList(channelIds: readonly string[]): string {
  const shown = channelIds.slice(0, MOST_CHANNELS).map((channelId) => `<#${channelId}>`);
  const more = channelIds.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : listed(shown);
}

function listed(parts: readonly string[]): string {
  return parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
