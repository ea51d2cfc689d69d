import type { ExpressionBuilder, Kysely } from "kysely";
import type { ReadOperations } from "./operation-reader.ts";
import type { Probe } from "./probe.ts";
import { createProbedTransaction } from "./probed-transaction.ts";
import type { NoticeStore, ScheduledNotice } from "./store.ts";
import type { ScheduledNoticeRow, Tables } from "./tables.ts";

/** What Slack is asked to post unless it hears better: each row is there before the call, and until its time. */
export function createNoticeStore(db: Kysely<Tables>, read: ReadOperations, probe: Probe): NoticeStore {
  const commit = createProbedTransaction(db, probe);
  return {
    watched: async ({ kind, states }) => {
      const rows = await db
        .selectFrom("operations")
        .select(["id", "due_at", "document"])
        .where((where) =>
          where.or([
            where.and([where("kind", "=", kind), where("state", "in", states)]),
            where("id", "in", (query) => query.selectFrom("scheduled_notices").select("operation_id")),
          ]),
        )
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      const notices = await noticesOf(
        db,
        rows.map(({ id }) => id),
      );
      return read(rows).operations.map((operation) => ({
        operation,
        notices: notices.filter(({ operationId }) => operationId === operation.id),
      }));
    },
    intend: (notice, before) =>
      commit("intend notice", (transaction) =>
        before ? intendAgain(transaction, notice, before) : intendFirst(transaction, notice),
      ),
    adopt: (notice, scheduledId) =>
      commit("record notice", async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("scheduled_notices")
          .set({ scheduled_id: scheduledId })
          .where(isNotice(notice))
          .where("scheduled_id", "is", null)
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),
    withdrawn: async (notice, at) => {
      await db
        .updateTable("scheduled_notices")
        .set({ withdrawn_at: at.getTime() })
        .where(isNotice(notice))
        .execute();
    },
    drop: async (notice) => {
      await db
        .deleteFrom("scheduled_notices")
        .where(isNotice(notice))
        .where("at", "=", notice.at.getTime())
        .where("scheduled_id", "is", null)
        .execute();
    },
    dropPast: async (before) => {
      await db.deleteFrom("scheduled_notices").where("post_at", "<", before.getTime()).execute();
    },
  };
}

function isNotice({ operationId, postAt }: ScheduledNotice) {
  return (where: ExpressionBuilder<Tables, "scheduled_notices">) =>
    where.and([where("operation_id", "=", operationId), where("post_at", "=", postAt.getTime())]);
}

async function intendFirst(db: Kysely<Tables>, notice: ScheduledNotice): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("scheduled_notices")
    .values(rowOf(notice))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function intendAgain(
  db: Kysely<Tables>,
  { at }: ScheduledNotice,
  before: ScheduledNotice,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("scheduled_notices")
    .set({ at: at.getTime() })
    .where(isNotice(before))
    .where("at", "=", before.at.getTime())
    .where("scheduled_id", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function noticesOf(db: Kysely<Tables>, operationIds: string[]): Promise<ScheduledNotice[]> {
  if (operationIds.length === 0) return [];
  const rows = await db
    .selectFrom("scheduled_notices")
    .selectAll()
    .where("operation_id", "in", operationIds)
    .orderBy("post_at")
    .execute();
  return rows.map((row) => ({
    operationId: row.operation_id,
    channelId: row.channel_id,
    postAt: new Date(row.post_at),
    text: row.text,
    at: new Date(row.at),
    scheduledId: row.scheduled_id,
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  }));
}

function rowOf(notice: ScheduledNotice): ScheduledNoticeRow {
  return {
    operation_id: notice.operationId,
    post_at: notice.postAt.getTime(),
    channel_id: notice.channelId,
    text: notice.text,
    at: notice.at.getTime(),
    scheduled_id: notice.scheduledId,
    withdrawn_at: notice.withdrawnAt?.getTime() ?? null,
  };
}
