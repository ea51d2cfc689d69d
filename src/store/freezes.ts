import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Freeze, Freezes } from "../operations/freeze.ts";
import type { Probe } from "./probe.ts";
import type { Database, Tables } from "./tables.ts";
import { createCommit } from "./transitions.ts";

const IN_FORCE = 1;

/** Asked of the database each time: what another process froze holds at once. */
export function createFreezes(database: Database, probe: Probe): Freezes {
  const commit = createCommit(database, probe);
  const current = async (db: Kysely<Tables>): Promise<Freeze | null> => {
    const row = await db
      .selectFrom("freezes")
      .select(["frozen_by", "frozen_at", "reason"])
      .where("in_force", "=", IN_FORCE)
      .executeTakeFirst();
    return row ? { by: row.frozen_by, at: new Date(row.frozen_at), reason: row.reason } : null;
  };

  return {
    current: () => current(database.db),
    freeze: (freeze) =>
      commit("freeze", async (transaction) => {
        await transaction
          .insertInto("freezes")
          .values({
            id: `fr_${randomBytes(10).toString("hex")}`,
            frozen_by: freeze.by,
            frozen_at: freeze.at.getTime(),
            reason: freeze.reason,
            in_force: IN_FORCE,
          })
          .onConflict((conflict) => conflict.column("in_force").doNothing())
          .execute();
        return (await current(transaction)) ?? freeze;
      }),
    lift: ({ by, at }) =>
      commit("unfreeze", async (transaction) => {
        const freeze = await current(transaction);
        if (!freeze) return null;
        const { numUpdatedRows } = await transaction
          .updateTable("freezes")
          .set({ lifted_by: by, lifted_at: at.getTime(), in_force: null })
          .where("in_force", "=", IN_FORCE)
          .executeTakeFirst();
        return numUpdatedRows > 0n ? freeze : null;
      }),
  };
}
