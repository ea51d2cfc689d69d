import { sql } from "kysely";
import type { Clock } from "../../clock.ts";
import { migrate } from "../migrations/migrate.ts";
import type { Probe } from "../probe.ts";
import type { PostgresAddress } from "./address.ts";
import { MIGRATION_LOCKS } from "./advisory-locks.ts";
import { openPool } from "./connections.ts";

// Indexes over a long record take their time; whoever waits for that waits as long.
const patience = { statementMs: 120_000, queryMs: 125_000 };

/**
 * Brings the database to the newest schema. Of several processes that start at once one does it, and the others wait.
 * @throws StoreError when it cannot be reached or changed, or has a newer schema
 */
export async function migrateAlone(
  address: PostgresAddress,
  clock: Clock,
  probe: Probe,
): Promise<{ from: number; to: number }> {
  const db = openPool(address, { most: 1, patience });
  try {
    // The lock lasts as long as the connection, so that nothing is changed over another.
    return await db.connection().execute(async (connection) => {
      await sql`select pg_advisory_lock(${MIGRATION_LOCKS}, 0)`.execute(connection);
      return migrate(connection, clock, probe);
    });
  } finally {
    await db.destroy();
  }
}
