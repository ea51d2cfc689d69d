import { type Kysely, sql } from "kysely";
import { type OperationKind, type OperationState, unfinishedStates } from "../operations/operation.ts";
import type { Tables } from "./tables.ts";

export interface RecordFigures {
  /** What is unfinished or needs a person; `since` is when the one that has been longest in its state came into it. */
  open: { kind: OperationKind; state: OperationState; count: number; since: Date }[];
  /** What Slack does not show yet; `since` is when the oldest change of it was made, null where there is none. */
  unshown: { count: number; since: Date | null };
}

const OPEN: OperationState[] = [...unfinishedStates, "needs-attention"];

/** Counts what is open, over the indexes of states and of what is not shown: what has ended is not read. */
export async function readFigures(db: Kysely<Tables>): Promise<RecordFigures> {
  const open = await db
    .selectFrom((from) =>
      from
        .selectFrom("operations")
        .where("state", "in", OPEN)
        .select(["kind", "state", "created_at"])
        .select(({ selectFrom }) =>
          selectFrom("audit_events")
            .whereRef("audit_events.operation_id", "=", "operations.id")
            .whereRef("audit_events.to_state", "=", "operations.state")
            .where(sql<boolean>`audit_events.from_state is distinct from audit_events.to_state`)
            .select(({ fn }) => fn.max("audit_events.at").as("at"))
            .as("entered_at"),
        )
        .as("entered"),
    )
    .select(["kind", "state"])
    .select(({ fn }) => [
      fn.countAll().as("count"),
      fn.min<number>(fn.coalesce("entered_at", "created_at")).as("since"),
    ])
    .groupBy(["kind", "state"])
    .execute();
  const unshown = await db
    .selectFrom("operations")
    .where(({ eb, ref }) => eb("published_version", "<", ref("version")))
    .select(({ fn }) => [fn.countAll().as("count"), fn.min<number | null>("unpublished_since").as("since")])
    .executeTakeFirst();
  const since = unshown?.since ?? null;
  return {
    open: open.map(({ kind, state, count, since: at }) => ({
      kind,
      state,
      count: Number(count),
      since: new Date(Number(at)),
    })),
    unshown: { count: Number(unshown?.count ?? 0), since: since === null ? null : new Date(Number(since)) },
  };
}
