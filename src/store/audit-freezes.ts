import type { Kysely } from "kysely";
import type { AuditEntry, AuditFilter } from "./audit-entry.ts";
import type { Tables } from "./tables.ts";

/** Freezes and their ends as lines of the audit trail, oldest first; of no session, as they are of all. */
export async function freezeEntries(db: Kysely<Tables>, filter: AuditFilter): Promise<AuditEntry[]> {
  if (filter.sessionId !== null) return [];
  const rows = await db.selectFrom("freezes").selectAll().orderBy("frozen_at").execute();
  const { since, until, personId } = filter;
  return rows
    .filter(({ frozen_by, lifted_by }) => personId === null || [frozen_by, lifted_by].includes(personId))
    .flatMap(linesOf)
    .filter(({ at }) => (since === null || at >= since) && (until === null || at < until))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function linesOf(row: Tables["freezes"]): AuditEntry[] {
  const { id, reason, frozen_by, frozen_at, lifted_by, lifted_at } = row;
  const line = (
    change: Pick<AuditEntry, "version" | "action" | "actor" | "fromState" | "toState">,
    at: number,
  ) => ({
    ...change,
    at: new Date(at),
    operationId: id,
    kind: "freeze" as const,
    subjectId: "",
    subjectName: null,
    newSessionId: null,
    createdIngressId: null,
    requestedBy: frozen_by,
    reason,
    approvedBy: null,
    detail: {},
  });
  const begun = line(
    { version: 1, action: "freeze", actor: frozen_by, fromState: null, toState: "frozen" },
    frozen_at,
  );
  if (lifted_at === null) return [begun];
  const change = { version: 2, action: "unfreeze", fromState: "frozen", toState: "lifted" } as const;
  return [begun, line({ ...change, actor: lifted_by }, lifted_at)];
}

/** Puts `lines` where their instants belong. */
export async function* merged(
  pages: AsyncIterable<AuditEntry[]>,
  lines: readonly AuditEntry[],
): AsyncGenerator<AuditEntry[]> {
  let left = lines;
  for await (const page of pages) {
    const until = page.at(-1)?.at ?? new Date(0);
    const here = left.filter(({ at }) => at <= until);
    left = left.slice(here.length);
    // Sorting is stable: of equal instants what happened to an operation comes first.
    yield here.length === 0 ? page : [...page, ...here].sort((a, b) => a.at.getTime() - b.at.getTime());
  }
  if (left.length > 0) yield [...left];
}
