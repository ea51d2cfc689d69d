import type { HomeViewerStore } from "./store.ts";
import type { Database } from "./tables.ts";

export function createHomeViewers({ db, isTimeKnown }: Database): HomeViewerStore {
  const recent = (openedSince: Date, limit: number) =>
    db
      .selectFrom("home_viewers")
      .selectAll()
      .where("opened_at", ">=", openedSince.getTime())
      .orderBy("opened_at", "desc")
      .orderBy("user_id")
      .limit(limit)
      .execute();

  return {
    opened: async ({ userId, openedAt, owner, until, forgetBefore }) => {
      const values = { opened_at: openedAt.getTime(), drawn_by: owner, drawn_until: until.getTime() };
      await db
        .insertInto("home_viewers")
        .values({ user_id: userId, ...values })
        .onConflict((conflict) => conflict.column("user_id").doUpdateSet(values))
        .execute();
      await db.deleteFrom("home_viewers").where("opened_at", "<", forgetBefore.getTime()).execute();
    },
    claim: async ({ owner, now, until, openedSince, limit }) => {
      if (!isTimeKnown()) return [];
      const nowMs = now.getTime();
      const rows = await recent(openedSince, limit);
      const isFree = ({ drawn_by, drawn_until }: (typeof rows)[number]) =>
        drawn_by === owner || (drawn_until ?? 0) <= nowMs;
      const halfMs = nowMs + (until.getTime() - nowMs) / 2;
      const due = rows.filter(
        (row) => isFree(row) && (row.drawn_by !== owner || (row.drawn_until ?? 0) < halfMs),
      );
      if (due.length > 0) {
        await db
          .updateTable("home_viewers")
          .set({ drawn_by: owner, drawn_until: until.getTime() })
          .where(
            "user_id",
            "in",
            due.map(({ user_id }) => user_id),
          )
          .where((where) =>
            where.or([
              where("drawn_by", "=", owner),
              where("drawn_until", "is", null),
              where("drawn_until", "<=", nowMs),
            ]),
          )
          .execute();
      }
      // Another may have been faster.
      const own = due.length > 0 ? await recent(openedSince, limit) : rows;
      return own
        .filter(({ drawn_by }) => drawn_by === owner)
        .map(({ user_id, opened_at }) => ({ userId: user_id, openedAt: new Date(opened_at) }));
    },
    letGo: async (owner) => {
      await db
        .updateTable("home_viewers")
        .set({ drawn_by: null, drawn_until: null })
        .where("drawn_by", "=", owner)
        .execute();
    },
  };
}
