import type { Kysely } from "kysely";
import type { Operation } from "../operations/operation.ts";
import type { ReadOperations } from "./operation-reader.ts";
import type { MessageStore } from "./store.ts";
import type { OperationRow, Tables } from "./tables.ts";

/** Which Slack messages show which version; recording one again replaces it. */
export function createMessageStore(db: Kysely<Tables>, read: ReadOperations): MessageStore {
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
    record: async ({ operationId, role, channelId, ...rest }) => {
      const shown = { channel_id: channelId, ...rest };
      await db
        .insertInto("messages")
        .values({ operation_id: operationId, role, ...shown })
        .onConflict((conflict) => conflict.columns(["operation_id", "role"]).doUpdateSet(shown))
        .execute();
    },
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
    markPublished: async (operationId, version) => {
      await db
        .updateTable("operations")
        .set({ published_version: version })
        .where("id", "=", operationId)
        .where("published_version", "<", version)
        .execute();
    },
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
