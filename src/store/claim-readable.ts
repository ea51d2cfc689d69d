import type { Operation } from "../operations/operation.ts";
import type { ReadableRow, ReadOperations } from "./operation-reader.ts";

// An operation that cannot be read is tried again, should somebody repair it, but leads no batch meanwhile.
const UNREADABLE_PAUSE_MS = 3_600_000;

/** Leases up to `limit` operations that can be read; those that cannot are put off for an hour. */
export async function claimReadable(
  read: ReadOperations,
  { limit, now }: { limit: number; now: Date },
  table: {
    lease(limit: number): Promise<ReadableRow[]>;
    putOff(ids: string[], until: Date): Promise<void>;
  },
): Promise<Operation[]> {
  const claimed: Operation[] = [];
  while (claimed.length < limit) {
    const { operations, unreadable } = read(await table.lease(limit - claimed.length));
    claimed.push(...operations);
    if (unreadable.length === 0) break;
    await table.putOff(unreadable, new Date(now.getTime() + UNREADABLE_PAUSE_MS));
  }
  return claimed;
}
