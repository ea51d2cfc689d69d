import { type Kysely, sql, type Transaction } from "kysely";
import type { Probe } from "./probe.ts";
import { NotRecordedError, StoreError, type StoreTrouble } from "./store-error.ts";
import type { Database, Tables } from "./tables.ts";

export type Commit = <Result>(
  action: string,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
) => Promise<Result>;

export type CommitStatement = <Result>(
  action: string,
  work: (db: Kysely<Tables>) => Promise<Result>,
) => Promise<Result>;

const UNCERTAIN: readonly StoreTrouble[] = ["unreachable", "other"];

/** One transaction, with the instants around its commit told to the probe. */
export function createCommit({ db, announcement }: Database, probe: Probe): Commit {
  return (action, work) =>
    told(action, probe, (beforeCommit) =>
      db.transaction().execute(async (transaction) => {
        const made = await work(transaction);
        if (announcement) await sql`select ${announcement}`.execute(transaction);
        beforeCommit();
        return made;
      }),
    );
}

/** For a single statement that changes all, announcement included: it is its own transaction, and one round trip. */
export function createCommitStatement({ db }: Database, probe: Probe): CommitStatement {
  return (action, work) =>
    told(action, probe, async (beforeCommit) => {
      beforeCommit();
      return work(db);
    });
}

async function told<Result>(
  action: string,
  probe: Probe,
  work: (beforeCommit: () => void) => Promise<Result>,
): Promise<Result> {
  const result = await work(() => probe(`before commit of ${action}`)).catch((error: unknown) => {
    // Where the way to the database broke, nobody knows.
    const isCertain = error instanceof StoreError && !UNCERTAIN.includes(error.trouble);
    throw isCertain ? new NotRecordedError(error) : error;
  });
  probe(`after commit of ${action}`);
  return result;
}
