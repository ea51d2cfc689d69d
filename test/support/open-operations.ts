import type { Operation } from "../../src/operations/operation.ts";
import type { Store } from "../../src/store/store.ts";

/** What is unfinished or needs attention, oldest first. */
export async function openOperations({ operations }: Pick<Store, "operations">): Promise<Operation[]> {
  return (await operations.openPage({ offset: 0, limit: 1000 })).operations;
}
