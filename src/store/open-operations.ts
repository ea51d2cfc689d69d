import { type Kysely, sql } from "kysely";
import { type OperationState, unfinishedStates } from "../operations/operation.ts";
import type { ReadOperations } from "./operation-reader.ts";
import type { OperationStore } from "./store.ts";
import type { Tables } from "./tables.ts";

const OPEN: OperationState[] = [...unfinishedStates, "needs-attention"];
const AHEAD: OperationState[] = ["scheduled", "waiting"];
const GROUPS = {
  awaiting: ["awaiting-approval"],
  attention: ["needs-attention"],
  underWay: OPEN.filter((state) => ![...AHEAD, "awaiting-approval", "needs-attention"].includes(state)),
  ahead: AHEAD,
} satisfies Record<string, OperationState[]>;
/** In these a session may have been sent away that nobody has found again. */
const DEPARTED: OperationState[] = ["restarting", "stopping", "confirming", "needs-attention"];

/** What is unfinished or needs a person. */
export function createOpenOperations(
  db: Kysely<Tables>,
  read: ReadOperations,
): Pick<OperationStore, "openPage" | "openOverview" | "lookedFor"> {
  /** Ids first: whole records would be carried along while they are put into order. */
  const first = async (
    states: readonly OperationState[],
    order: "created_at" | "due_at",
    limit: number,
    offset = 0,
    before: readonly OperationState[] = [],
  ) => {
    const rank = rankOf(before);
    const ranked = before.length > 0;
    const rows = await db
      .selectFrom("operations")
      .selectAll()
      .where("id", "in", (query) =>
        query
          .selectFrom("operations")
          .select("id")
          .where("state", "in", states)
          .$if(ranked, (rows) => rows.orderBy(rank))
          .orderBy(order)
          .orderBy("id")
          .limit(limit)
          .offset(offset),
      )
      .$if(ranked, (rows) => rows.orderBy(rank))
      .orderBy(order)
      .orderBy("id")
      .execute();
    return read(rows).operations;
  };

  return {
    openPage: async ({ offset, limit }) => ({
      operations: await first(OPEN, "created_at", limit, offset, GROUPS.attention),
      ...(await countOpen(db)),
    }),
    openOverview: async (limit) => {
      const [awaiting, attention, underWay, ahead, counts] = await Promise.all([
        first(GROUPS.awaiting, "created_at", limit),
        first(GROUPS.attention, "created_at", limit),
        first(GROUPS.underWay, "created_at", limit),
        first(GROUPS.ahead, "due_at", limit),
        countByState(db),
      ]);
      const total = (states: readonly OperationState[]) =>
        counts.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0);
      const totals = {
        awaiting: total(GROUPS.awaiting),
        attention: total(GROUPS.attention),
        underWay: total(GROUPS.underWay),
        ahead: total(GROUPS.ahead),
      };
      return { awaiting, attention, underWay, ahead, totals };
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

/** 0 for those that come before the others, whenever they were asked for. */
function rankOf(before: readonly OperationState[]) {
  return sql<number>`case when ${sql.ref("state")} in (${sql.join(before)}) then 0 else 1 end`;
}

async function countOpen(db: Kysely<Tables>): Promise<{ total: number; needingAttention: number }> {
  const counts = await countByState(db);
  return {
    total: counts.reduce((sum, { count }) => sum + count, 0),
    needingAttention: counts.find(({ state }) => state === "needs-attention")?.count ?? 0,
  };
}

async function countByState(db: Kysely<Tables>): Promise<{ state: OperationState; count: number }[]> {
  const counts = await db
    .selectFrom("operations")
    .select(["state", ({ fn }) => fn.countAll().as("count")])
    .where("state", "in", OPEN)
    .groupBy("state")
    .execute();
  return counts.map(({ state, count }) => ({ state, count: Number(count) }));
}
