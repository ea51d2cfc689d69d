import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";
import { explain } from "./explain.ts";

/** Node's SQLite in the shape that Kysely's dialect asks for. What it throws has words for whoever runs the bot. */
export function createKyselyFace(database: DatabaseSync, path: string): SqliteDatabase {
  const explained: Explained = (run) => {
    try {
      return run();
    } catch (error) {
      throw explain(error, path);
    }
  };
  return {
    prepare: (sql) =>
      statementFace(
        explained(() => database.prepare(sql)),
        explained,
      ),
    close: () => database.close(),
  };
}

type Explained = <Result>(run: () => Result) => Result;

function statementFace(statement: StatementSync, explained: Explained): SqliteStatement {
  return {
    // Only statements that answer with rows have columns, `returning` included.
    reader: statement.columns().length > 0,
    all: (parameters) => explained(() => statement.all(...values(parameters))),
    run: (parameters) => explained(() => statement.run(...values(parameters))),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

// SQLite itself refuses what it cannot store.
function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
