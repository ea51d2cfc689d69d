import type { Kysely } from "kysely";
import { type OperationState, unfinishedStates } from "../operations/operation.ts";
import type { ReadOperations } from "./operation-reader.ts";
import type { OperationStore } from "./store.ts";
import type { Tables } from "./tables.ts";

const OPEN: OperationState[] = [...unfinishedStates, "needs-attention"];
/** In these a session may have been sent away that nobody has found again. */
const DEPARTED: OperationState[] = ["restarting", "stopping", "confirming", "needs-attention"];

/** What is unfinished or needs a person. */
export function createOpenOperations(
  db: Kysely<Tables>,
  read: ReadOperations,
): Pick<OperationStore, "openPage" | "lookedFor"> {
  return {
    openPage: async ({ offset, limit }) => {
      // Ids first: whole records would be carried along while they are put into order.
      const rows = await db
        .selectFrom("operations")
        .selectAll()
        .where("id", "in", (query) =>
          query
            .selectFrom("operations")
            .select("id")
            .where("state", "in", OPEN)
            .orderBy("created_at")
            .orderBy("id")
            .limit(limit)
            .offset(offset),
        )
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return { operations: read(rows).operations, ...(await countOpen(db)) };
    },
    lookedFor: async () => {
      const rows = await db
        .selectFrom("operations")
        .selectAll()
        .where("state", "in", DEPARTED)
        .where("new_session_id", "is", null)
        .where("due_at", "is not", null)
        .execute();
      return read(rows).operations.filter(({ departure }) => departure !== null);
    },
  };
}

async function countOpen(db: Kysely<Tables>): Promise<{ total: number; needingAttention: number }> {
  const counts = await db
    .selectFrom("operations")
    .select(["state", ({ fn }) => fn.countAll().as("count")])
    .where("state", "in", OPEN)
    .groupBy("state")
    .execute();
  const numbers = counts.map(({ state, count }) => ({ state, count: Number(count) }));
  return {
    total: numbers.reduce((sum, { count }) => sum + count, 0),
    needingAttention: numbers.find(({ state }) => state === "needs-attention")?.count ?? 0,
  };
}
