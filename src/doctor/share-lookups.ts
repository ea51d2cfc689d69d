import { type Finding, unchecked } from "./check.ts";

/** Which of a variable's ids are looked up, and how many are left out. */
export interface Share {
  asked: readonly string[];
  leftOut: number;
}

export type ShareLookups = (ids: readonly string[]) => Share;

export const everyLookup: ShareLookups = (ids) => ({ asked: ids, leftOut: 0 });

/** Gives out so many lookups in all, first come first served, of which so many are of user groups at most. */
export function createShareLookups(most: { lookups: number; groups: number }): ShareLookups {
  const given = new Set<string>();
  const mayTake = (id: string) => {
    if (given.has(id)) return true;
    if (given.size >= most.lookups) return false;
    if (isGroup(id) && [...given].filter(isGroup).length >= most.groups) return false;
    given.add(id);
    return true;
  };
  return (ids) => {
    const asked = ids.filter(mayTake);
    return { asked, leftOut: ids.length - asked.length };
  };
}

export function leftOutFinding({ leftOut }: Share): Finding[] {
  if (leftOut === 0) return [];
  return [
    unchecked(
      `${leftOut} more were not asked about, to spare Slack's limits; \`npm run doctor\` asks about all`,
    ),
  ];
}

export function isGroup(id: string): boolean {
  return id.startsWith("S");
}
