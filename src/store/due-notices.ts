import type { Kysely } from "kysely";
import type { ReadOperations } from "./operation-reader.ts";
import { createPolledQuery } from "./polled-query.ts";
import type { NoticeStore, ScheduledNotice } from "./store.ts";
import type { OperationRow, ScheduledNoticeRow, Tables } from "./tables.ts";

// An operation that cannot be read is tried again, should somebody repair it, but leads no batch meanwhile.
const UNREADABLE_PAUSE_MS = 3_600_000;

type DueRow = Pick<OperationRow, "id" | "due_at" | "document">;

/** What is to be looked at, over its own index: what waits with its notice asked for costs nothing. */
export function createDueNotices(db: Kysely<Tables>, read: ReadOperations): NoticeStore["due"] {
  const dueBy = createPolledQuery<{ now: number; limit: number }, DueRow>(db, (value) =>
    db
      .selectFrom("operations")
      .select(["id", "due_at", "document"])
      .where("notice_look_at", "<=", value("now"))
      .orderBy("notice_look_at")
      .orderBy("id")
      .limit(value("limit")),
  );
  return async ({ now, limit }) => {
    const rows = await dueBy({ now: now.getTime(), limit });
    const { operations, unreadable } = read(rows);
    if (unreadable.length > 0) await putOff(db, unreadable, new Date(now.getTime() + UNREADABLE_PAUSE_MS));
    // After the operations: of a version that is read here no notice is missed.
    const notices = await noticesOf(
      db,
      operations.map(({ id }) => id),
    );
    return operations.map((operation) => ({ operation, notices: notices.get(operation.id) ?? [] }));
  };
}

/** Those that have the id of one of these, or are to be posted at its instant. */
export async function noticesLike(
  db: Kysely<Tables>,
  pending: readonly { scheduledId: string; postAt: Date }[],
): Promise<ScheduledNotice[]> {
  if (pending.length === 0) return [];
  const ids = pending.map(({ scheduledId }) => scheduledId);
  const instants = [...new Set(pending.map(({ postAt }) => postAt.getTime()))];
  const rows = await db
    .selectFrom("scheduled_notices")
    .selectAll()
    .where((where) => where.or([where("scheduled_id", "in", ids), where("post_at", "in", instants)]))
    .orderBy("post_at")
    .orderBy("operation_id")
    .execute();
  return rows.map(noticeOf);
}

async function putOff(db: Kysely<Tables>, ids: string[], until: Date): Promise<void> {
  await db
    .updateTable("operations")
    .set({ notice_look_at: until.getTime() })
    .where("id", "in", ids)
    .execute();
}

async function noticesOf(
  db: Kysely<Tables>,
  operationIds: string[],
): Promise<Map<string, ScheduledNotice[]>> {
  if (operationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("scheduled_notices")
    .selectAll()
    .where("operation_id", "in", operationIds)
    .orderBy("post_at")
    .execute();
  return Map.groupBy(rows.map(noticeOf), ({ operationId }) => operationId);
}

function noticeOf(row: ScheduledNoticeRow): ScheduledNotice {
  return {
    operationId: row.operation_id,
    channelId: row.channel_id,
    postAt: new Date(row.post_at),
    text: row.text,
    at: new Date(row.at),
    scheduledId: row.scheduled_id,
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  };
}
