import type { ExpressionBuilder, Kysely } from "kysely";
import { z } from "zod";
import { targetSchema } from "../operations/target.ts";
import type { AuditEntry, AuditFilter } from "./audit-entry.ts";
import { freezeEntries, merged } from "./audit-freezes.ts";
import { createHistory } from "./history.ts";
import { createOperationReader } from "./operation-reader.ts";
import type { Tables } from "./tables.ts";

export type { AuditEntry, AuditFilter } from "./audit-entry.ts";

type Where = ExpressionBuilder<Tables & { event: Tables["audit_events"] }, "event" | "operations">;
type Row = Awaited<ReturnType<typeof pageOf>>[number];

const detailSchema = z.record(z.string(), z.unknown());
/** What older and newer documents share. */
const storySchema = z.object({
  target: targetSchema,
  request: z.object({ reason: z.string() }),
  approval: z.object({ by: z.string() }).nullable(),
  approvals: z.array(z.object({ by: z.string() })).default([]),
});

/**
 * The audit trail in the order of its instants, a page at a time, so that a trail of any length takes the memory
 * of one page and holds no transaction open. What is recorded meanwhile may be among it, or not.
 */
export async function* auditPages(
  db: Kysely<Tables>,
  filter: AuditFilter,
  pageSize: number,
): AsyncGenerator<AuditEntry[]> {
  yield* merged(operationPages(db, filter, pageSize), await freezeEntries(db, filter));
}

async function* operationPages(
  db: Kysely<Tables>,
  filter: AuditFilter,
  pageSize: number,
): AsyncGenerator<AuditEntry[]> {
  const ids = filter.sessionId === null ? null : await chainOf(db, filter.sessionId);
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await pageOf(db, { ...filter, ids }, { after: last, limit: pageSize });
    if (rows.length > 0) yield rows.map(entryOf);
    last = rows.at(-1) ?? null;
    if (last === null || rows.length < pageSize) return;
  }
}

function chainOf(db: Kysely<Tables>, sessionId: string): Promise<string[]> {
  return createHistory(db, createOperationReader(undefined)).chainOf(sessionId);
}

function pageOf(
  db: Kysely<Tables>,
  { since, until, personId, ids }: AuditFilter & { ids: string[] | null },
  { after, limit }: { after: { at: number; operation_id: string; version: number } | null; limit: number },
) {
  return (
    db
      .selectFrom("audit_events as event")
      .innerJoin("operations", "operations.id", "event.operation_id")
      .selectAll("event")
      .select(["kind", "subject_id", "requester", "new_session_id", "created_ingress_id", "document"])
      // Later pages lie after it anyway; with both, the index would be read from its beginning for every page.
      .$if(since !== null && after === null, (query) => query.where("event.at", ">=", since?.getTime() ?? 0))
      .$if(until !== null, (query) => query.where("event.at", "<", until?.getTime() ?? 0))
      .$if(ids !== null, (query) => query.where((where) => about(where, ids ?? [])))
      .$if(personId !== null, (query) => query.where((where) => actedOn(where, personId ?? "")))
      .$if(after !== null, (query) => query.where((where) => comesAfter(where, after)))
      .orderBy("event.at")
      .orderBy("event.operation_id")
      .orderBy("event.version")
      .limit(limit)
      .execute()
  );
}

function about(where: Where, ids: string[]) {
  return where.or([
    where("subject_id", "in", ids),
    where("new_session_id", "in", ids),
    where("created_ingress_id", "in", ids),
  ]);
}

/** For each event by itself, so that the trail is still read in its order, and not sorted anew for every page. */
function actedOn({ exists, selectFrom }: Where, personId: string) {
  return exists(
    selectFrom("audit_events as own")
      .select("own.version")
      .whereRef("own.operation_id", "=", "event.operation_id")
      .where("own.actor", "=", personId),
  );
}

function comesAfter(
  { eb, refTuple, tuple }: Where,
  last: { at: number; operation_id: string; version: number } | null,
) {
  const { at, operation_id, version } = last ?? { at: 0, operation_id: "", version: 0 };
  const place = refTuple("event.at", "event.operation_id", "event.version");
  return eb(place, ">", tuple(at, operation_id, version));
}

function entryOf(row: Row): AuditEntry {
  const story = storyOf(row.document);
  return {
    at: new Date(row.at),
    operationId: row.operation_id,
    version: row.version,
    kind: row.kind,
    subjectId: row.subject_id,
    subjectName: story ? nameOf(story.target) : null,
    newSessionId: row.new_session_id,
    createdIngressId: row.created_ingress_id,
    requestedBy: row.requester,
    reason: story?.request.reason ?? null,
    approvedBy: story ? approversIn(story) : null,
    action: row.action,
    actor: row.actor,
    fromState: row.from_state,
    toState: row.to_state,
    detail: detailOf(row.detail),
  };
}

/** With spaces between where several approved it; null where nobody did. */
function approversIn({ approval, approvals }: z.infer<typeof storySchema>): string | null {
  if (!approval) return null;
  return [...new Set([...approvals, approval].map(({ by }) => by))].join(" ");
}

/** What is damaged is shown as it stands. */
function detailOf(detail: string): Record<string, unknown> {
  try {
    return detailSchema.parse(JSON.parse(detail));
  } catch {
    return { unreadable: detail };
  }
}

/** One record that cannot be read must not keep the trail from whoever asks for it. */
function storyOf(document: string) {
  try {
    return storySchema.safeParse(JSON.parse(document)).data ?? null;
  } catch {
    return null;
  }
}

function nameOf(target: z.infer<typeof targetSchema>): string {
  switch (target.type) {
    case "session":
    case "unread-session":
      return target.name;
    case "ingress":
      return target.ingress.domain;
    case "unread-ingress":
      return target.domain;
    case "new-ingress":
      return target.fields.domain;
  }
}
