import type { Transaction } from "kysely";
import { noticeColumn } from "./notice-column.ts";
import { columnsOf } from "./operation-rows.ts";
import type { Probe } from "./probe.ts";
import type { Change } from "./store.ts";
import { NotRecordedError, StoreError, type StoreTrouble } from "./store-error.ts";
import type { Database, OperationRow, Tables } from "./tables.ts";

export type Commit = <Result>(
  action: string,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
) => Promise<Result>;

const UNCERTAIN: readonly StoreTrouble[] = ["unreachable", "other"];

/** One transaction, with the instants around its commit told to the probe. */
export function createCommit(database: Database, probe: Probe): Commit {
  return async (action, work) => {
    const result = await database.db
      .transaction()
      .execute(async (transaction) => {
        const made = await work(transaction);
        await database.announce(transaction);
        probe(`before commit of ${action}`);
        return made;
      })
      .catch((error: unknown) => {
        // Where the way to the database broke, nobody knows.
        const isCertain = error instanceof StoreError && !UNCERTAIN.includes(error.trouble);
        throw isCertain ? new NotRecordedError(error) : error;
      });
    probe(`after commit of ${action}`);
    return result;
  };
}

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
      ...noticeColumn(operation, null),
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

/**
 * Writes the next version with its audit event; false when the stored version is not the one before, or the
 * lease that the change asks for is not held.
 */
export async function replace(
  transaction: Transaction<Tables>,
  change: Change,
  changeKey: string,
): Promise<boolean> {
  const { operation, event, lease } = change;
  const before = operation.version - 1;
  const row = await transaction
    .selectFrom("operations")
    .select(["state", "published_version", "unpublished_since"])
    .where("id", "=", operation.id)
    .where("version", "=", before)
    .executeTakeFirst();
  if (row === undefined) return false;
  const updated = await transaction
    .updateTable("operations")
    .set({
      ...columnsOf(operation),
      ...noticeColumn(operation, row.state),
      // Published meanwhile by another hand only makes this instant too early, which harms nothing.
      unpublished_since: row.published_version === before ? event.at.getTime() : row.unpublished_since,
      ...(lease ? { lease_until: lease.until.getTime() } : {}),
    })
    .where("id", "=", operation.id)
    .where("version", "=", before)
    .$if(lease !== undefined, (update) => update.where("lease_owner", "=", lease?.owner ?? ""))
    .executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  await insertEvent(transaction, change, row.state, changeKey);
  return true;
}

/** Whether this very change is stored already, by a commit whose answer was lost. */
export async function isStored(
  transaction: Transaction<Tables>,
  { operation }: Change,
  changeKey: string,
): Promise<boolean> {
  const row = await transaction
    .selectFrom("audit_events")
    .select("version")
    .where("operation_id", "=", operation.id)
    .where("version", "=", operation.version)
    .where("change_key", "=", changeKey)
    .executeTakeFirst();
  return row !== undefined;
}

async function insertEvent(
  transaction: Transaction<Tables>,
  { operation, event }: Change,
  fromState: OperationRow["state"] | null,
  changeKey: string,
): Promise<void> {
  await transaction
    .insertInto("audit_events")
    .values({
      operation_id: operation.id,
      version: operation.version,
      at: event.at.getTime(),
      actor: event.actor,
      action: event.action,
      from_state: fromState,
      to_state: operation.state,
      detail: JSON.stringify(event.detail),
      change_key: changeKey,
    })
    .execute();
}
