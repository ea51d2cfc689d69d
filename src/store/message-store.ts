import type { Kysely } from "kysely";
import type { Operation } from "../operations/operation.ts";
import type { ReadOperations } from "./operation-reader.ts";
import type { Probe } from "./probe.ts";
import { createProbedTransaction } from "./probed-transaction.ts";
import { createPublishLeases } from "./publish-leases.ts";
import type { MessageStore } from "./store.ts";
import type { Database, OperationRow, Tables } from "./tables.ts";
import { upsertMessage } from "./upsert-message.ts";

/** Which Slack messages show which version; recording one again replaces it. */
export function createMessageStore(database: Database, read: ReadOperations, probe: Probe): MessageStore {
  const { db } = database;
  const commit = createProbedTransaction(db, probe);
  return {
    of: async (operationId) => {
      const rows = await db
        .selectFrom("messages")
        .selectAll()
        .where("operation_id", "=", operationId)
        .orderBy("ts")
        .orderBy("role")
        .execute();
      return rows.map(({ operation_id, channel_id, ...row }) => ({
        operationId: operation_id,
        channelId: channel_id,
        ...row,
      }));
    },
    intents: async (operationId) => {
      const rows = await db
        .selectFrom("message_intents")
        .selectAll()
        .where("operation_id", "=", operationId)
        .orderBy("at")
        .execute();
      return rows.map(({ role, at }) => ({ operationId, role, at: new Date(at) }));
    },
    record: (message, intendedAt) =>
      commit(`record ${message.role}`, async (transaction) => {
        let intent = transaction
          .deleteFrom("message_intents")
          .where("operation_id", "=", message.operationId)
          .where("role", "=", message.role);
        if (intendedAt) intent = intent.where("at", "=", intendedAt.getTime());
        const { numDeletedRows } = await intent.executeTakeFirst();
        if (intendedAt && numDeletedRows === 0n) return false;
        await upsertMessage(transaction, message);
        return true;
      }),
    unpublished: async (limit) => {
      const found: Operation[] = [];
      let last: OperationRow | undefined;
      // What cannot be read is never published, and so it would stand in front of all others for ever.
      while (found.length < limit) {
        const wanted = limit - found.length;
        const rows = await unpublishedRows(db, last, wanted);
        found.push(...read(rows).operations);
        last = rows.at(-1);
        if (rows.length < wanted) break;
      }
      return found;
    },
    ...createPublishLeases(database, read, commit),
  };
}

function unpublishedRows(
  db: Kysely<Tables>,
  last: OperationRow | undefined,
  limit: number,
): Promise<OperationRow[]> {
  let query = db
    .selectFrom("operations")
    .selectAll()
    .where(({ eb, ref }) => eb("published_version", "<", ref("version")));
  if (last) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("unpublished_since", "id"), ">", tuple(last.unpublished_since, last.id)),
    );
  }
  return query.orderBy("unpublished_since").orderBy("id").limit(limit).execute();
}
