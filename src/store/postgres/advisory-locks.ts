import { createHash } from "node:crypto";

/** The first of the two keys of an advisory lock: the lock of a process that is alive. */
export const PROCESS_LOCKS = 0x6e67_726b;

/** Held while a process brings the database to a new schema. */
export const MIGRATION_LOCKS = 0x6e67_726c;

/** The second key. `pg_locks` shows the same four bytes without a sign. */
export function lockKeyOf(owner: string): { key: number; shownAs: string } {
  const bytes = createHash("sha256").update(owner).digest();
  return { key: bytes.readInt32BE(0), shownAs: String(bytes.readUInt32BE(0)) };
}
