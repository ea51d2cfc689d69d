import type { Kysely, Transaction } from "kysely";
import type { Probe } from "./probe.ts";
import type { Tables } from "./tables.ts";

/** A transaction of which no other process needs to hear at once. */
export type ProbedTransaction = <Result>(
  action: string,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
) => Promise<Result>;

/** The instants around its commit are told to the probe. */
export function createProbedTransaction(db: Kysely<Tables>, probe: Probe): ProbedTransaction {
  return async (action, work) => {
    const result = await db.transaction().execute(async (transaction) => {
      const made = await work(transaction);
      probe(`before commit of ${action}`);
      return made;
    });
    probe(`after commit of ${action}`);
    return result;
  };
}
