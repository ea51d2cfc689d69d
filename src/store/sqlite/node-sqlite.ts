import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { SqliteDatabase, SqliteStatement } from "kysely";

/** Node's SQLite in the shape that Kysely's dialect asks for. */
export function createKyselyFace(database: DatabaseSync): SqliteDatabase {
  return {
    prepare: (sql) => statementFace(database.prepare(sql)),
    close: () => database.close(),
  };
}

function statementFace(statement: StatementSync): SqliteStatement {
  return {
    // Only statements that answer with rows have columns, `returning` included.
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

// SQLite itself refuses what it cannot store.
function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[];
}
