import type { Kysely } from "kysely";
import { operationOf } from "./operation-rows.ts";
import type { MessageStore } from "./store.ts";
import type { Tables } from "./tables.ts";

/** Which Slack messages show which version; recording one again replaces it. */
export function createMessageStore(db: Kysely<Tables>): MessageStore {
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
      const rows = await db
        .selectFrom("operations")
        .selectAll()
        .where(({ eb, ref }) => eb("published_version", "<", ref("version")))
        .orderBy("unpublished_since")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(operationOf);
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
