import type { Transaction } from "kysely";
import type { PostedMessage } from "./store.ts";
import type { Tables } from "./tables.ts";

/** One message of each role: recorded again, it replaces the one before. */
export async function upsertMessage(
  transaction: Transaction<Tables>,
  { operationId, role, channelId, ...rest }: PostedMessage,
): Promise<void> {
  const shown = { channel_id: channelId, ...rest };
  await transaction
    .insertInto("messages")
    .values({ operation_id: operationId, role, ...shown })
    .onConflict((conflict) => conflict.columns(["operation_id", "role"]).doUpdateSet(shown))
    .execute();
}
