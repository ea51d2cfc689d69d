import { isUnfinished, type Operation, unfinishedStates } from "../operations/operation.ts";
import { createHistory } from "./history.ts";
import { createLeases } from "./leases.ts";
import { operationOf } from "./operation-rows.ts";
import type { CreateResult, OperationStore, SaveResult } from "./store.ts";
import type { Database } from "./tables.ts";
import { insertFirst, replace } from "./transitions.ts";

/** Takes back all that the transaction did. */
class Conflict extends Error {}

export function createOperationStore(database: Database): OperationStore {
  const { db } = database;

  const only = async (column: "id" | "request_key", value: string): Promise<Operation | null> => {
    const row = await db.selectFrom("operations").selectAll().where(column, "=", value).executeTakeFirst();
    return row ? operationOf(row) : null;
  };

  const holding = async (subjectId: string): Promise<Operation | null> => {
    const row = await db
      .selectFrom("operations")
      .selectAll()
      .where("subject_id", "=", subjectId)
      .where("state", "in", unfinishedStates)
      .executeTakeFirst();
    return row ? operationOf(row) : null;
  };

  const holdingAgainst = async (operation: Operation): Promise<Operation | null> => {
    const holder = isUnfinished(operation.state) ? await holding(operation.subjectId) : null;
    return holder?.id === operation.id ? null : holder;
  };

  const conflictOf = async (operation: Operation): Promise<CreateResult | null> => {
    const repeated = await only("request_key", operation.request.key);
    if (repeated) return { outcome: "repeated", operation: repeated };
    const by = await holdingAgainst(operation);
    return by && { outcome: "taken", by };
  };

  return {
    create: async (change, cancels) => {
      if (change.operation.version !== 1) throw new Error("An operation is created with version 1");
      try {
        return await db.transaction().execute(async (transaction): Promise<CreateResult> => {
          // A cancelled one that moved on meanwhile either still holds the subject, or is in nobody's way.
          if (cancels) await replace(transaction, cancels);
          if (!(await insertFirst(transaction, change))) throw new Conflict("The key or the subject is held");
          return { outcome: "created" };
        });
      } catch (error) {
        const conflict = error instanceof Conflict ? await conflictOf(change.operation) : null;
        if (conflict) return conflict;
        throw error;
      }
    },
    save: async (change) => {
      try {
        return await db.transaction().execute(
          async (transaction): Promise<SaveResult> => ({
            outcome: (await replace(transaction, change)) ? "saved" : "stale",
          }),
        );
      } catch (error) {
        // Databases name a broken unique index each in their own way; who holds it tells the same.
        const by = await holdingAgainst(change.operation);
        if (by) return { outcome: "taken", by };
        throw error;
      }
    },
    get: (operationId) => only("id", operationId),
    holding,
    open: async () => {
      const rows = await db
        .selectFrom("operations")
        .selectAll()
        .where("state", "in", [...unfinishedStates, "needs-attention"])
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(operationOf);
    },
    ...createHistory(db),
    ...createLeases(database),
  };
}
