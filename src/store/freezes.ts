import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Freeze, Freezes } from "../operations/freeze.ts";
import { createCommit } from "./commit.ts";
import type { Probe } from "./probe.ts";
import type { Database, Tables } from "./tables.ts";

const IN_FORCE = 1;
const MOST_TRIES = 20;

/** Asked of the database each time: what another process froze holds at once. */
export function createFreezes(database: Database, probe: Probe): Freezes {
  const commit = createCommit(database, probe);
  return {
    current: async () => (await inForce(database.db))?.freeze ?? null,
    freeze: (freeze) =>
      commit("freeze", async (transaction) => {
        for (let tries = 1; tries <= MOST_TRIES; tries++) {
          if (await inserted(transaction, freeze)) return freeze;
          const found = await inForce(transaction);
          if (found) return found.freeze;
          // It was lifted between the two looks.
        }
        throw new Error("The freeze kept changing");
      }),
    lift: ({ by, at }) =>
      commit("unfreeze", async (transaction) => {
        const found = await inForce(transaction);
        if (!found) return null;
        const { numUpdatedRows } = await transaction
          .updateTable("freezes")
          .set({ lifted_by: by, lifted_at: at.getTime(), in_force: null })
          .where("id", "=", found.id)
          .where("in_force", "=", IN_FORCE)
          .executeTakeFirst();
        return numUpdatedRows > 0n ? found.freeze : null;
      }),
  };
}

async function inForce(db: Kysely<Tables>): Promise<{ id: string; freeze: Freeze } | null> {
  const row = await db
    .selectFrom("freezes")
    .select(["id", "frozen_by", "frozen_at", "reason"])
    .where("in_force", "=", IN_FORCE)
    .executeTakeFirst();
  if (!row) return null;
  return { id: row.id, freeze: { by: row.frozen_by, at: new Date(row.frozen_at), reason: row.reason } };
}

/** False while another holds. */
async function inserted(db: Kysely<Tables>, { by, at, reason }: Freeze): Promise<boolean> {
  const id = `fr_${randomBytes(10).toString("hex")}`;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("freezes")
    .values({ id, frozen_by: by, frozen_at: at.getTime(), reason, in_force: IN_FORCE })
    .onConflict((conflict) => conflict.column("in_force").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
