import { sql } from "kysely";
import type { Clock } from "../../clock.ts";
import { createDatabaseClock } from "../database-clock.ts";
import type { StoreLogger } from "../operation-reader.ts";
import type { Probe } from "../probe.ts";
import type { Database } from "../tables.ts";
import { placeOf, postgresAddress } from "./address.ts";
import { openPool } from "./connections.ts";
import { migrateAlone } from "./migrate-alone.ts";
import { createPresence } from "./presence.ts";
import { CHANGES } from "./session.ts";

// With the one that shows presence: 9 of the server's connections for each process at most.
const MOST_CONNECTIONS = 8;

/**
 * Opens the database, brought to the newest schema, beside other processes that may use it.
 * @throws StoreError when it cannot be reached or used as it is
 */
export async function openPostgres(
  databaseUrl: string,
  {
    clock,
    owner,
    logger,
    probe,
  }: { clock: Clock; owner: string; logger?: StoreLogger | undefined; probe: Probe },
): Promise<Database> {
  const address = postgresAddress(databaseUrl);
  const { from, to } = await migrateAlone(address, clock, probe);
  if (from < to) {
    logger?.info({ database: placeOf(address), from, to }, "brought the database to a new schema");
  }
  const databaseClock = createDatabaseClock(clock);
  const presence = createPresence({ address, owner, clock, logger, measure: databaseClock.measure });
  await presence.start();
  const db = openPool(address, { most: MOST_CONNECTIONS });
  let closing: Promise<void> | null = null;
  const close = async () => {
    await presence.stop();
    await db.destroy();
  };
  return {
    db,
    shared: true,
    clock: databaseClock.clock,
    isTimeKnown: databaseClock.isKnown,
    announcement: sql`pg_notify(${CHANGES}, ${owner})`,
    onForeignChange: presence.onForeignChange,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
