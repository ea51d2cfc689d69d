import { z } from "zod";
import { instantSchema } from "../operations/instant.ts";
import { type Operation, operationSchema } from "../operations/operation.ts";
import { StoreError } from "./store-error.ts";
import type { OperationRow } from "./tables.ts";

/** The columns that follow from the operation alone. */
export function columnsOf(operation: Operation) {
  return {
    state: operation.state,
    version: operation.version,
    due_at: operation.dueAt?.getTime() ?? null,
    new_session_id: operation.report?.newSessionId ?? null,
    created_ingress_id: operation.createdIngressId,
    document: JSON.stringify(z.encode(operationSchema, operation)),
  };
}

/** @throws StoreError when the document is not one that this version wrote */
export function operationOf(row: Pick<OperationRow, "id" | "due_at" | "document">): Operation {
  try {
    const operation = z.decode(operationSchema, JSON.parse(row.document));
    return { ...operation, dueAt: row.due_at === null ? null : z.decode(instantSchema, row.due_at) };
  } catch (cause) {
    throw new StoreError(
      `The record of operation ${row.id} cannot be read: the database was changed by hand, or written by another version of ngrok-chatops. Nothing is done about the operation until that version runs again, or a backup is restored.`,
      { cause },
    );
  }
}
