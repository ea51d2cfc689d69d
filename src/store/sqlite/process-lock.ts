import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { StoreError } from "../store-error.ts";
import { explain } from "./explain.ts";

const ownerSchema = z.object({ pid: z.int(), host: z.string(), since: z.string() });
export type DatabaseOwner = z.infer<typeof ownerSchema>;

/**
 * Holds the database at `path` for this process until the answer is called, or the process dies in any way.
 * A file of its own carries the lock, so that others may still read the database.
 * @throws StoreError at once when another process holds it
 */
export function holdDatabase(path: string, clock: Clock): () => void {
  const ownerPath = `${path}.owner`;
  const lock = exclusive(path, ownerPath);
  const owner: DatabaseOwner = { pid: process.pid, host: hostname(), since: clock.now().toISOString() };
  try {
    writeFileSync(ownerPath, JSON.stringify(owner));
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => {
    rmSync(ownerPath, { force: true });
    lock.close();
  };
}

function exclusive(path: string, ownerPath: string): DatabaseSync {
  const lock = new DatabaseSync(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec("pragma locking_mode = exclusive; begin exclusive");
    return lock;
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw explain(error, `${path}.lock`);
    throw new StoreError(
      `The database ${path} is in use by ${ownerText(ownerPath)}. One process only may use it: stop that one first, or give this one another DATABASE_URL.`,
      { cause: error },
    );
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

function ownerText(ownerPath: string): string {
  const owner = readOwner(ownerPath);
  return owner ? `another bot (process ${owner.pid} on ${owner.host}, since ${owner.since})` : "another bot";
}

/** Who has noted that he holds the database at `path`; whoever was killed has not taken his note with him. */
export function ownerOf(path: string): DatabaseOwner | null {
  return readOwner(`${path}.owner`);
}

function readOwner(ownerPath: string): DatabaseOwner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(ownerPath, "utf8")));
  } catch {
    return null;
  }
}
