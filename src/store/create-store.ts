import type { Clock } from "../clock.ts";
import { createAuditTrail } from "./audit-trail.ts";
import { databaseFile } from "./database-url.ts";
import { createMessageStore } from "./message-store.ts";
import { migrate } from "./migrations/migrate.ts";
import { createOperationReader, type StoreLogger } from "./operation-reader.ts";
import { createOperationStore } from "./operation-store.ts";
import { noProbe, type Probe } from "./probe.ts";
import { openSqlite } from "./sqlite/open-sqlite.ts";
import type { Store } from "./store.ts";

export interface StoreDeps {
  /** `file:./data/x.db`, `file:///srv/x.db` or a plain path; the folder is made where missing. */
  databaseUrl: string;
  clock: Clock;
  logger?: StoreLogger;
  /** Told before and after each commit; see `Probe`. */
  probe?: Probe;
}

/**
 * Opens the database, brings it to the newest schema, and holds it for this process until `close`.
 * Whatever resolves is on the disk.
 * @throws StoreError with words for whoever runs the bot, when the database cannot be used
 */
export async function createStore({
  databaseUrl,
  clock,
  logger,
  probe = noProbe,
}: StoreDeps): Promise<Store> {
  const path = databaseFile(databaseUrl);
  const database = openSqlite(path, clock);
  try {
    const { from, to } = await migrate(database.db, clock, probe);
    if (from < to) logger?.info({ path, from, to }, "brought the database to a new schema");
  } catch (error) {
    await database.close();
    throw error;
  }
  const read = createOperationReader(logger);
  return {
    operations: createOperationStore(database, read, probe),
    messages: createMessageStore(database.db, read),
    audit: createAuditTrail(database.db),
    close: database.close,
  };
}
