import type { ExpressionBuilder, Kysely } from "kysely";
import { createDueNotices, noticesLike } from "./due-notices.ts";
import type { ReadOperations } from "./operation-reader.ts";
import type { Probe } from "./probe.ts";
import { createProbedTransaction } from "./probed-transaction.ts";
import type { NoticeStore, ScheduledNotice } from "./store.ts";
import type { Database, ScheduledNoticeRow, Tables } from "./tables.ts";

/** What Slack is asked to post unless it hears better: each row is there before the call, and until its time. */
export function createNoticeStore({ db, shared }: Database, read: ReadOperations, probe: Probe): NoticeStore {
  const commit = createProbedTransaction(db, probe);
  return {
    due: createDueNotices(db, read),
    lookAgain: async ({ id, version }, at) => {
      await db
        .updateTable("operations")
        .set({ notice_look_at: at?.getTime() ?? null })
        .where("id", "=", id)
        .where("version", "=", version)
        .execute();
    },
    like: (pending) => noticesLike(db, pending),
    intend: (notice, before, version) =>
      commit("intend notice", async (transaction) => {
        // Locked: who reads a later version finds this intent.
        const current = await transaction
          .selectFrom("operations")
          .select("id")
          .where("id", "=", notice.operationId)
          .where("version", "=", version)
          .$if(shared, (query) => query.forUpdate())
          .executeTakeFirst();
        if (!current) return false;
        return before ? intendAgain(transaction, notice, before) : intendFirst(transaction, notice);
      }),
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
      const left = await db.selectFrom("scheduled_notices").select("post_at").limit(1).executeTakeFirst();
      return left !== undefined;
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
