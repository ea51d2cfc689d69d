import type { RoleGrant } from "../../src/access.ts";

/** A role for these in every channel. */
export function everywhere(...ids: string[]): RoleGrant[] {
  return ids.map((id) => ({ id, channelId: null }));
}
