import type { Operation } from "../../../src/operations/operation.ts";

export interface CardVariant {
  name: string;
  operation: Operation;
}

export type Make = (name: string, overrides: Partial<Operation>) => CardVariant;
