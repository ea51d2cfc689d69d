import type { Kysely, Transaction } from "kysely";
import { noticeColumn } from "./notice-column.ts";
import { columnsOf } from "./operation-rows.ts";
import type { Change } from "./store.ts";
import type { OperationRow, Tables } from "./tables.ts";

/** Inserts version 1 with its audit event; false when another holds its key, subject or new session. */
export async function insertFirst(
  transaction: Transaction<Tables>,
  change: Change,
  changeKey: string,
): Promise<boolean> {
  const { operation, event } = change;
  const inserted = await transaction
    .insertInto("operations")
    .values({
      ...columnsOf(operation),
      ...noticeColumn(operation),
      id: operation.id,
      kind: operation.kind,
      subject_id: operation.subjectId,
      request_key: operation.request.key,
      requester: operation.request.by,
      created_at: operation.request.at.getTime(),
      published_version: 0,
      unpublished_since: event.at.getTime(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  await insertEvent(transaction, change, null, changeKey);
  return true;
}

/** Whether this very change is stored already, by a commit whose answer was lost. */
export async function isStored(
  handle: Kysely<Tables>,
  { operation }: Change,
  changeKey: string,
): Promise<boolean> {
  const row = await handle
    .selectFrom("audit_events")
    .select("version")
    .where("operation_id", "=", operation.id)
    .where("version", "=", operation.version)
    .where("change_key", "=", changeKey)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertEvent(
  transaction: Kysely<Tables>,
  change: Change,
  fromState: OperationRow["state"] | null,
  changeKey: string,
): Promise<void> {
  const event = { ...eventColumns(change, changeKey), from_state: fromState };
  await transaction.insertInto("audit_events").values(event).execute();
}

/** What a change says of itself in the audit trail; what it came from only the record knows. */
export function eventColumns({ operation, event }: Change, changeKey: string) {
  return {
    operation_id: operation.id,
    version: operation.version,
    at: event.at.getTime(),
    actor: event.actor,
    action: event.action,
    to_state: operation.state,
    detail: JSON.stringify(event.detail),
    change_key: changeKey,
  };
}
