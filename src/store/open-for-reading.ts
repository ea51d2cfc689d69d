import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import { databasePlace } from "./database-url.ts";
import { newestSchema, refuseNewer, versionOf } from "./migrations/migrate.ts";
import { postgresAddress } from "./postgres/address.ts";
import { openPool } from "./postgres/connections.ts";
import { explain } from "./sqlite/explain.ts";
import { createKyselyFace } from "./sqlite/node-sqlite.ts";
import { StoreError } from "./store-error.ts";
import type { Tables } from "./tables.ts";

// A reader waits at most this long for the instant in which a writer starts its log anew.
const BUSY_TIMEOUT_MS = 2000;

export interface Reading {
  db: Kysely<Tables>;
  close(): Promise<void>;
}

/**
 * Opens the record to read it, beside a bot that is at work: it takes no lock, changes nothing and migrates nothing.
 * @throws StoreError in words when there is no record, or it cannot be read
 */
export async function openForReading(databaseUrl: string): Promise<Reading> {
  const place = databasePlace(databaseUrl);
  if (place.kind === "sqlite") return readFile(place.path);
  const db = openPool(postgresAddress(place.url), { most: 2, readOnly: true });
  return checked({ db, close: () => db.destroy() });
}

async function readFile(path: string): Promise<Reading> {
  if (!existsSync(path)) {
    throw new StoreError(
      `There is no record at ${path} yet. Start the bot once, or set DATABASE_URL to the bot's.`,
    );
  }
  try {
    const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    const db = new Kysely<Tables>({
      dialect: new SqliteDialect({ database: createKyselyFace(database, path) }),
    });
    const close = async () => {
      await db.destroy();
      if (database.isOpen) database.close();
    };
    return await checked({ db, close });
  } catch (error) {
    throw explain(error, path);
  }
}

/** Whether there is a record at all: a schema that a bot has made. */
async function checked(reading: Reading): Promise<Reading> {
  try {
    const tables = await reading.db.introspection.getTables();
    const version = tables.some(({ name }) => name === "schema_versions") ? await versionOf(reading.db) : 0;
    refuseNewer(version);
    if (version < newestSchema) {
      throw new StoreError(
        "The database of DATABASE_URL holds no record of this version of ngrok-chatops. Start the bot on it once, or name the bot's database.",
      );
    }
    return reading;
  } catch (error) {
    await reading.close();
    throw error;
  }
}
