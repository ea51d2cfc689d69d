import type { ExpressionBuilder, Kysely } from "kysely";
import { z } from "zod";
import type { ReadOperations } from "./operation-reader.ts";
import type { OperationStore } from "./store.ts";
import { StoreError } from "./store-error.ts";
import type { Tables } from "./tables.ts";

// A device restarted daily fills this in a bit less than three years.
const LONGEST_CHAIN = 1000;
// Databases allow some ten thousand values in one statement.
const MOST_IDS_AT_ONCE = 1000;
const cursorSchema = z.tuple([z.int(), z.string()]);

type Where = ExpressionBuilder<Tables, "operations">;

/** What was, by ids and newest first. A cursor names the last operation read, so that new ones move nothing. */
export function createHistory(
  db: Kysely<Tables>,
  read: ReadOperations,
): Pick<OperationStore, "history" | "chainOf" | "reportedBy"> {
  return {
    history: async ({ subjectIds, kinds, cursor, limit }) => {
      // PostgreSQL takes no empty list.
      if (subjectIds?.length === 0 || kinds?.length === 0) return { operations: [], nextCursor: null };
      let query = db.selectFrom("operations").selectAll();
      if (subjectIds) query = query.where((where) => about(where, subjectIds));
      if (kinds) query = query.where("kind", "in", kinds);
      if (cursor !== null) query = query.where(before(cursor));
      const rows = await query
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        operations: read(page).operations,
        nextCursor: rows.length > limit && last ? cursorAfter(last) : null,
      };
    },
    chainOf: async (sessionId) => {
      const chain = new Set([sessionId]);
      let ends = [sessionId];
      while (ends.length > 0 && chain.size < LONGEST_CHAIN) {
        const neighbours = (await linked(db, ends)).filter((id) => !chain.has(id));
        ends = [...new Set(neighbours)].slice(0, LONGEST_CHAIN - chain.size);
        for (const id of ends) chain.add(id);
      }
      return [...chain];
    },
    reportedBy: async (sessionIds) => {
      const reported = new Map<string, string>();
      for (let start = 0; start < sessionIds.length; start += MOST_IDS_AT_ONCE) {
        const ids = sessionIds.slice(start, start + MOST_IDS_AT_ONCE);
        for (const row of await reports(db, ids)) reported.set(row.new_session_id, row.id);
      }
      return reported;
    },
  };
}

function about(where: Where, ids: string[]) {
  return where.or([
    where("subject_id", "in", ids),
    where("new_session_id", "in", ids),
    where("created_ingress_id", "in", ids),
  ]);
}

async function linked(db: Kysely<Tables>, ids: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom("operations")
    .select(["subject_id", "new_session_id"])
    .where("new_session_id", "is not", null)
    .where((where) => where.or([where("subject_id", "in", ids), where("new_session_id", "in", ids)]))
    .execute();
  return rows.flatMap((row) => [row.subject_id, row.new_session_id ?? []].flat());
}

function reports(db: Kysely<Tables>, ids: string[]): Promise<{ new_session_id: string; id: string }[]> {
  return db
    .selectFrom("operations")
    .select(["new_session_id", "id"])
    .where("new_session_id", "in", ids)
    .$narrowType<{ new_session_id: string }>()
    .execute();
}

function cursorAfter(row: { created_at: number; id: string }): string {
  return Buffer.from(JSON.stringify([row.created_at, row.id])).toString("base64url");
}

function before(cursor: string) {
  const [createdAt, id] = readCursor(cursor);
  return (where: Where) =>
    where.or([
      where("created_at", "<", createdAt),
      where.and([where("created_at", "=", createdAt), where("id", "<", id)]),
    ]);
}

function readCursor(cursor: string): [number, string] {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new StoreError("This place in the history is unknown. Start again from the newest entry.", {
      cause,
    });
  }
}
