import type { Operation } from "../operations/operation.ts";

/** Follows the confirmed restarts among `operations` from one id to the last that is known. */
export function lastOfChain(id: string, operations: readonly Operation[]): string {
  const next = new Map(operations.flatMap(successor));
  let last = id;
  for (let steps = 0; steps < next.size; steps += 1) last = next.get(last) ?? last;
  return last;
}

function successor({ subjectId, report }: Operation): [string, string][] {
  return report && report.newSessionId !== subjectId ? [[subjectId, report.newSessionId]] : [];
}
