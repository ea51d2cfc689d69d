import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { explain } from "./explain.ts";

// The bot asks a few dozen questions over and over; a list in one of them makes another text for each length.
const MOST_KEPT = 200;

/** Node's SQLite in the shape that Kysely's dialect asks for. What it throws has words for whoever runs the bot. */
export function createKyselyFace(database: DatabaseSync, path: string): SqliteDatabase {
  const explained: Explained = (run) => {
    try {
      return run();
    } catch (error) {
      throw explain(error, path);
    }
  };
  // To parse and plan a question takes longer than most answers.
  const kept = new Map<string, SqliteStatement>();
  const keep = (sql: string, statement: SqliteStatement) => {
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(sql, statement);
    return statement;
  };
  return {
    prepare: (sql) => kept.get(sql) ?? keep(sql, statementFace(database, sql, explained)),
    close: () => {
      kept.clear();
      database.close();
    },
  };
}

type Explained = <Result>(run: () => Result) => Result;

function statementFace(database: DatabaseSync, sql: string, explained: Explained): SqliteStatement {
  const statement = explained(() => database.prepare(sql));
  return {
    // Only statements that answer with rows have columns, `returning` included.
    reader: statement.columns().length > 0,
    all: (parameters) => explained(() => statement.all(...values(parameters))),
    run: (parameters) => explained(() => statement.run(...values(parameters))),
    // Of its own for whoever reads row by row: another may ask the same meanwhile.
    iterate: (parameters) => database.prepare(sql).iterate(...values(parameters)),
  };
}

// SQLite itself refuses what it cannot store.
function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
