import type { Operation } from "../operations/operation.ts";
import { operationOf } from "./operation-rows.ts";
import type { OperationRow } from "./tables.ts";

export interface StoreLogger {
  info(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What an operation is read from. */
export type ReadableRow = Pick<OperationRow, "id" | "due_at" | "document">;

/** Decodes each row for itself, in their order; `unreadable` has the ids of those that could not be. */
export type ReadOperations = (rows: readonly ReadableRow[]) => {
  operations: Operation[];
  unreadable: string[];
};

/** One record that cannot be read must not keep the bot from all others: it is skipped, and logged once. */
export function createOperationReader(logger: Pick<StoreLogger, "error"> | undefined): ReadOperations {
  const reported = new Set<string>();
  return (rows) => {
    const operations: Operation[] = [];
    const unreadable: string[] = [];
    for (const row of rows) {
      try {
        operations.push(operationOf(row));
      } catch (err) {
        unreadable.push(row.id);
        if (!reported.has(row.id))
          logger?.error({ operationId: row.id, err }, "skipped an unreadable record");
        reported.add(row.id);
      }
    }
    return { operations, unreadable };
  };
}
