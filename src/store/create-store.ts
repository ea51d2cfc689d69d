import type { Clock } from "../clock.ts";
import { databasePlace } from "./database-url.ts";
import { freeAllLeases } from "./leases.ts";
import { migrate } from "./migrations/migrate.ts";
import type { StoreLogger } from "./operation-reader.ts";
import { noProbe, type Probe } from "./probe.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";
import type { Store } from "./store.ts";
import { storeOn } from "./store-on.ts";
import type { Database } from "./tables.ts";

export interface StoreDeps {
  /**
   * `file:./data/x.db`, `file:///srv/x.db` or a plain path; the folder is made where missing. Or
   * `postgres://user:password@host:5432/database`, which several processes may share.
   */
  databaseUrl: string;
  clock: Clock;
  /** Names this process in leases; never the same one twice. */
  owner: string;
  logger?: StoreLogger;
  /** Told before and after each commit; see `Probe`. */
  probe?: Probe;
}

/**
 * Opens the database and brings it to the newest schema. A file is held for this process alone until `close`. Whatever
 * resolves is on the disk.
 * @throws StoreError with words for whoever runs the bot, when the database cannot be used
 */
export async function createStore(deps: StoreDeps): Promise<Store> {
  const { databaseUrl, logger, probe = noProbe } = deps;
  const place = databasePlace(databaseUrl);
  const opening = { ...deps, probe };
  const database =
    place.kind === "sqlite" ? await openFile(place.path, opening) : await openServer(place.url, opening);
  return storeOn(database, logger, probe);
}

async function openFile(path: string, { clock, logger, probe }: Opening): Promise<Database> {
  const database = openSqlite(path, clock);
  try {
    const { from, to } = await migrate(database.db, clock, probe);
    if (from < to) logger?.info({ path, from, to }, "brought the database to a new schema");
    // The lock on the file says that nobody else is at work.
    await freeAllLeases(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

type Opening = Omit<StoreDeps, "probe"> & { probe: Probe };

/** Its client is loaded only where it is used: that lengthens every start. */
async function openServer(url: string, opening: Opening): Promise<Database> {
  const { openPostgres } = await import("./postgres/open-postgres.ts");
  return openPostgres(url, opening);
}
