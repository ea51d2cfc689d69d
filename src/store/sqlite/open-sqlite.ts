import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely, SqliteDialect } from "kysely";
import type { Clock } from "../../clock.ts";
import { StoreError } from "../store-error.ts";
import type { Database, Tables } from "../tables.ts";
import { damagedText, explain } from "./explain.ts";
import { createKyselyFace } from "./node-sqlite.ts";
import { createPatientDialect } from "./patient-dialect.ts";
import { holdDatabase } from "./process-lock.ts";

/**
 * Opens the file, made with its folder where missing, for this process alone.
 * @throws StoreError when it is in use, unreadable, read-only, damaged or no database
 */
export function openSqlite(path: string, clock: Clock): Database {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const letGo = holdDatabase(path, clock);
    try {
      const database = openFile(path);
      const dialect = new SqliteDialect({ database: createKyselyFace(database, path) });
      const isInTransaction = () => database.isTransaction;
      const db = new Kysely<Tables>({ dialect: createPatientDialect(dialect, { clock, isInTransaction }) });
      return {
        db,
        shared: false,
        clock,
        isTimeKnown: () => true,
        announcement: null,
        onForeignChange: () => {},
        close: createClose(db, database, letGo),
      };
    } catch (error) {
      letGo();
      throw error;
    }
  } catch (error) {
    throw explain(error, path);
  }
}

function openFile(path: string): DatabaseSync {
  // While SQLite waited for a foreign writer the whole process would stand still.
  const database = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: true });
  try {
    database.exec("pragma journal_mode = wal; pragma synchronous = full");
    const [check] = database.prepare("pragma quick_check(1)").all();
    if (check?.quick_check !== "ok") throw new StoreError(damagedText(path), { trouble: "damaged" });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function createClose(db: Kysely<Tables>, database: DatabaseSync, letGo: () => void): () => Promise<void> {
  let closing: Promise<void> | null = null;
  const close = async () => {
    // The one connection is handed out in order: what was asked before is done once this has had it.
    await db.connection().execute(async () => undefined);
    try {
      await db.destroy();
      if (database.isOpen) database.close();
    } finally {
      letGo();
    }
  };
  return () => {
    closing ??= close();
    return closing;
  };
}
