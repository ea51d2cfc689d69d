import type { Operation } from "../../../src/operations/operation.ts";

/** Keeps the first of each kind in each state, with each problem, and however it was resolved. */
export function firstOfEach(): (operation: Operation) => boolean {
  const seen = new Set<string>();
  return ({ kind, state, problem, resolution }) => {
    const key = [kind, state, problem?.code, resolution?.how].join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}
