import type { PersonName } from "../slack/directory.ts";

/** Enough people that a form which nobody answers keeps nobody else waiting. */
export const askers: readonly PersonName[] = [
  "olga",
  "otto",
  "guest-1",
  "guest-2",
  "guest-3",
  "guest-4",
  "guest-5",
  "guest-6",
  "guest-7",
  "guest-8",
];
export const approvers: readonly PersonName[] = ["ada", "ben", "guest-9", "guest-10", "guest-11", "guest-12"];
/** Who may freeze all changes, and nothing else. */
export const admin: PersonName = "guest-13";
export const guests = 13;

/** Somebody else who may do what this one may. */
export function colleagueOf(name: PersonName): PersonName {
  const peers = askers.includes(name) ? askers : approvers;
  return peers[(peers.indexOf(name) + 1) % peers.length] ?? name;
}
