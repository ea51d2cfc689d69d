import type { Kysely } from "kysely";
import { createPolledQuery } from "./polled-query.ts";
import type { OperationStore } from "./store.ts";
import type { OperationRow, Tables } from "./tables.ts";

type DueRow = Pick<OperationRow, "id" | "state" | "due_at" | "lease_until">;

/** What comes up next, read over the index of due times alone: its cost does not grow with all that waits. */
export function createDueSoon(db: Kysely<Tables>): Pick<OperationStore, "dueSoon"> {
  const dueBy = createPolledQuery<{ until: number; limit: number }, DueRow>(db, (value) =>
    db
      .selectFrom("operations")
      .select(["id", "state", "due_at", "lease_until"])
      .where("due_at", "<=", value("until"))
      .orderBy("due_at")
      .limit(value("limit")),
  );
  return {
    dueSoon: async ({ until, limit }) => {
      const rows = await dueBy({ until: until.getTime(), limit });
      return rows.map(({ id, state, due_at, lease_until }) => ({
        id,
        state,
        // A lease that ends later than that is waited out.
        at: new Date(Math.max(due_at ?? 0, lease_until ?? 0)),
      }));
    },
  };
}
