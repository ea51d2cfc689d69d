import type { Kysely } from "kysely";
import type { OperationStore } from "./store.ts";
import type { Tables } from "./tables.ts";

/** What comes up next, read over the index of due times alone: its cost does not grow with all that waits. */
export function createDueSoon(db: Kysely<Tables>): Pick<OperationStore, "dueSoon"> {
  return {
    dueSoon: async ({ until, limit }) => {
      const rows = await db
        .selectFrom("operations")
        .select(["id", "state", "due_at", "lease_until"])
        .where("due_at", "<=", until.getTime())
        .orderBy("due_at")
        .limit(limit)
        .execute();
      return rows.map(({ id, state, due_at, lease_until }) => ({
        id,
        state,
        // A lease that ends later than that is waited out.
        at: new Date(Math.max(due_at ?? 0, lease_until ?? 0)),
      }));
    },
  };
}
