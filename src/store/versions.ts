import type { Kysely, Transaction } from "kysely";
import { createCommit, createCommitStatement } from "./commit.ts";
import { nextNoticeColumn } from "./notice-column.ts";
import { columnsOf } from "./operation-rows.ts";
import type { Probe } from "./probe.ts";
import type { Change } from "./store.ts";
import type { Database, Tables } from "./tables.ts";
import { eventColumns, insertEvent, isStored } from "./transitions.ts";

/** Writes later versions, each with its audit event. */
export interface Versions {
  /** False when the stored version is not the one before, or the lease that the change asks for is not held. */
  save(change: Change, changeKey: string): Promise<boolean>;
  /** The same in a transaction that changes more. */
  replaceWithin(transaction: Transaction<Tables>, change: Change, changeKey: string): Promise<boolean>;
}

/** On a server each statement costs a round trip: there one does it all. A file knows no such statement. */
export function createVersions(database: Database, probe: Probe): Versions {
  const { shared, announcement } = database;
  const replace = shared ? replaceAtOnce : replaceStepwise;
  const commit = shared ? createCommitStatement(database, probe) : createCommit(database, probe);
  return {
    replaceWithin: (transaction, change, changeKey) => replace(transaction, change, changeKey),
    save: (change, changeKey) =>
      commit(
        change.event.action,
        // What is stored may be this very change, by a try whose answer was lost.
        async (handle) =>
          (await replace(handle, change, changeKey, announcement)) || isStored(handle, change, changeKey),
      ),
  };
}

/** Within a transaction. */
async function replaceStepwise(
  transaction: Kysely<Tables>,
  change: Change,
  changeKey: string,
): Promise<boolean> {
  const { operation } = change;
  const row = await transaction
    .selectFrom("operations")
    .select("state")
    .where("id", "=", operation.id)
    .where("version", "=", operation.version - 1)
    .executeTakeFirst();
  if (row === undefined) return false;
  const updated = await update(transaction, change).executeTakeFirst();
  if (updated.numUpdatedRows !== 1n) return false;
  await insertEvent(transaction, change, row.state, changeKey);
  return true;
}

/** One statement, and so all or nothing, also without a transaction around it. */
async function replaceAtOnce(
  handle: Kysely<Tables>,
  change: Change,
  changeKey: string,
  announcement: Database["announcement"] = null,
): Promise<boolean> {
  const event = eventColumns(change, changeKey);
  const changed = await handle
    .with("changed", () => update(handle, change).returning("id"))
    .with("noted", (query) =>
      query
        .insertInto("audit_events")
        .columns([...keysOf(event), "from_state"])
        .expression((from) =>
          from
            // Every part of a statement sees the record as it was before it, and so the state that was left.
            .selectFrom("operations")
            .innerJoin("changed", "changed.id", "operations.id")
            .select((of) => [...keysOf(event).map((key) => of.val(event[key]).as(key)), "operations.state"]),
        ),
    )
    .selectFrom("changed")
    .select(["changed.id", ...(announcement ? [announcement.as("announced")] : [])])
    .execute();
  return changed.length === 1;
}

function update(handle: Kysely<Tables>, { operation, event, lease }: Change) {
  const before = operation.version - 1;
  return handle
    .updateTable("operations")
    .set(({ eb, ref }) => ({
      ...columnsOf(operation),
      unpublished_since: eb
        .case()
        .when("published_version", "=", before)
        .then(event.at.getTime())
        .else(ref("unpublished_since"))
        .end(),
      ...(lease ? { lease_until: lease.until.getTime() } : {}),
    }))
    .set(nextNoticeColumn(operation))
    .where("id", "=", operation.id)
    .where("version", "=", before)
    .$if(lease !== undefined, (query) => query.where("lease_owner", "=", lease?.owner ?? ""));
}

function keysOf<Columns extends object>(columns: Columns): (keyof Columns)[] {
  return Object.keys(columns) as (keyof Columns)[];
}
