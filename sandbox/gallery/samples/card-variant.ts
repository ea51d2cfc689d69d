import type { Operation, OperationKind } from "../../../src/operations/operation.ts";

export interface CardVariant {
  name: string;
  operation: Operation;
}

export type Make = (name: string, overrides: Partial<Operation>) => CardVariant;

/** Whether a stop cancels what of this kind has not been called yet. */
export function makesWayForStop(kind: OperationKind): boolean {
  return kind === "session-update" || kind === "session-restart";
}
