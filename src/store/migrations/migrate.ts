import type { Kysely, QueryExecutorProvider, SchemaModule } from "kysely";
import type { Clock } from "../../clock.ts";
import type { Probe } from "../probe.ts";
import { StoreError } from "../store-error.ts";
import type { Tables } from "../tables.ts";
import { operations } from "./0001-operations.ts";
import { severalProcesses } from "./0002-several-processes.ts";
import { homeViewers } from "./0003-home-viewers.ts";
import { freezes } from "./0004-freezes.ts";

type Migration = (schema: SchemaModule, database: QueryExecutorProvider) => Promise<void>;

// Only ever added to: the place in the list, from 1, is the schema's version.
const migrations: readonly Migration[] = [operations, severalProcesses, homeViewers, freezes];

/** The version of the schema that this code writes. */
export const newestSchema = migrations.length;

/** @throws StoreError when a newer bot wrote the database */
export function refuseNewer(version: number): void {
  if (version <= newestSchema) return;
  throw new StoreError(
    `The database was written by a newer ngrok-chatops: its schema is ${version}, this one knows ${newestSchema}. Start the newer one again, or restore the backup from before the upgrade.`,
  );
}

/**
 * Brings the database to the newest schema, each step in a transaction of its own; may be run again.
 * Answers with the versions before and after.
 * @throws StoreError when a newer bot wrote the database
 */
export async function migrate(
  db: Kysely<Tables>,
  clock: Clock,
  probe: Probe,
): Promise<{ from: number; to: number }> {
  const from = await prepareVersion(db);
  const to = newestSchema;
  refuseNewer(from);
  for (const [index, migration] of migrations.entries()) {
    const version = index + 1;
    if (version > from) await apply(db, migration, { version, at: clock.now(), probe });
  }
  return { from, to };
}

async function prepareVersion(db: Kysely<Tables>): Promise<number> {
  await db.schema
    .createTable("schema_versions")
    .ifNotExists()
    .addColumn("version", "integer", (column) => column.primaryKey())
    .addColumn("applied_at", "bigint", (column) => column.notNull())
    .execute();
  return versionOf(db);
}

/** 0 where no step was taken yet. */
export async function versionOf(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom("schema_versions")
    .select(({ fn }) => fn.max("version").as("version"))
    .executeTakeFirst();
  return row?.version ?? 0;
}

async function apply(
  db: Kysely<Tables>,
  migration: Migration,
  { version, at, probe }: { version: number; at: Date; probe: Probe },
): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      await migration(transaction.schema, transaction);
      await transaction.insertInto("schema_versions").values({ version, applied_at: at.getTime() }).execute();
      probe("before commit of migration");
    });
    probe("after commit of migration");
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(
      `The database could not be brought to schema ${version}; it is as it was. Is it ngrok-chatops' own?`,
      { cause },
    );
  }
}
