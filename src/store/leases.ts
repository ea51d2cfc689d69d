import type { ExpressionBuilder, Kysely } from "kysely";
import { claimReadable } from "./claim-readable.ts";
import type { ReadableRow, ReadOperations } from "./operation-reader.ts";
import type { OperationStore } from "./store.ts";
import type { Database, Tables } from "./tables.ts";

/** Ends every lease: for whoever has the record for himself alone, they all belong to the dead. */
export async function freeAllLeases(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("operations")
    .set({ lease_owner: null, lease_until: null, publish_owner: null, publish_until: null })
    .where((where) =>
      where.or([where("lease_owner", "is not", null), where("publish_owner", "is not", null)]),
    )
    .execute();
  await db.updateTable("home_viewers").set({ drawn_by: null, drawn_until: null }).execute();
}

/** Who works on what, and until when; none of it makes a new version. */
export function createLeases(
  { db, shared, isTimeKnown }: Database,
  read: ReadOperations,
): Pick<OperationStore, "claimDue" | "renew" | "release"> {
  return {
    claimDue: async (query) => {
      if (!isTimeKnown()) return [];
      return claimReadable(read, query, {
        lease: (limit) => leaseDue(db, shared, { ...query, limit }),
        putOff: (ids, until) => putOff(db, ids, until),
      });
    },
    renew: async ({ ids, owner, leaseUntil }) => {
      await db
        .updateTable("operations")
        .set({ lease_until: leaseUntil.getTime() })
        .where("id", "in", ids)
        .where("lease_owner", "=", owner)
        .execute();
    },
    release: async (operationId, owner, lookAgain) => {
      const free = db
        .updateTable("operations")
        .set({ lease_owner: null, lease_until: null })
        .where("id", "=", operationId)
        .where("lease_owner", "=", owner);
      await (lookAgain ? free.set(dueAgain(lookAgain)) : free).execute();
    },
  };
}

/** One statement, and so all or nothing: a transaction around it would cost two more round trips. */
async function leaseDue(
  db: Kysely<Tables>,
  shared: boolean,
  { now, owner, leaseUntil, limit, except }: Parameters<OperationStore["claimDue"]>[0],
): Promise<ReadableRow[]> {
  const nowMs = now.getTime();
  const rows = await db
    // Beside the update, so that it is evaluated once: inside of it PostgreSQL may run it again, beyond the limit.
    .with("due", (query) =>
      query
        .selectFrom("operations")
        .select("id")
        .where("due_at", "<=", nowMs)
        .$if(except.length > 0, (candidates) => candidates.where("id", "not in", except))
        .where((where) => where.or([where("lease_until", "is", null), where("lease_until", "<=", nowMs)]))
        .orderBy("due_at")
        .orderBy("id")
        .limit(limit)
        .$if(shared, (candidates) => candidates.forUpdate().skipLocked()),
    )
    .updateTable("operations")
    .set({ lease_owner: owner, lease_until: leaseUntil.getTime() })
    .where("id", "in", (query) => query.selectFrom("due").select("due.id"))
    .returning(["id", "due_at", "document"])
    .execute();
  // What an update returns has no order.
  return rows.sort((a, b) => (a.due_at ?? 0) - (b.due_at ?? 0) || (a.id < b.id ? -1 : 1));
}

async function putOff(db: Kysely<Tables>, ids: string[], until: Date): Promise<void> {
  await db
    .updateTable("operations")
    .set({ lease_owner: null, lease_until: null, due_at: until.getTime() })
    .where("id", "in", ids)
    .execute();
}

// A newer version has said itself when it is due, a click's "now" above all.
function dueAgain({ at, version }: { at: Date; version: number }) {
  return ({ eb, ref }: ExpressionBuilder<Tables, "operations">) => ({
    due_at: eb.case().when("version", "=", version).then(at.getTime()).else(ref("due_at")).end(),
  });
}
