import { randomUUID } from "node:crypto";
import type { Transaction } from "kysely";
import { isUnfinished, type Operation, unfinishedStates } from "../operations/operation.ts";
import { createCommit } from "./commit.ts";
import { createDueSoon } from "./due-soon.ts";
import { createHistory } from "./history.ts";
import { createLeases } from "./leases.ts";
import { createOpenOperations } from "./open-operations.ts";
import type { ReadOperations } from "./operation-reader.ts";
import { operationOf } from "./operation-rows.ts";
import type { Probe } from "./probe.ts";
import type { CreateResult, OperationStore, SaveResult } from "./store.ts";
import { NotRecordedError, StoreUnavailableError } from "./store-error.ts";
import type { Database, Tables } from "./tables.ts";
import { insertFirst } from "./transitions.ts";
import { createVersions } from "./versions.ts";

const MOST_TRIES_IN_DEADLOCK = 5;
const MOST_TRIES = 3;

/** The operations of one open database. Every change is on the disk, with its audit event, once it resolves. */
export function createOperationStore(database: Database, read: ReadOperations, probe: Probe): OperationStore {
  const { db } = database;
  const commit = createCommit(database, probe);
  const versions = createVersions(database, probe);
  const history = createHistory(db, read);

  const only = async (column: "id" | "request_key", value: string): Promise<Operation | null> => {
    const row = await db
      .selectFrom("operations")
      .select(["id", "due_at", "document"])
      .where(column, "=", value)
      .executeTakeFirst();
    return row ? operationOf(row) : null;
  };

  const holding = async (subjectId: string): Promise<Operation | null> => {
    const row = await db
      .selectFrom("operations")
      .select(["id", "due_at", "document"])
      .where("subject_id", "=", subjectId)
      .where("state", "in", unfinishedStates)
      .executeTakeFirst();
    return row ? operationOf(row) : null;
  };

  const takenFrom = async (operation: Operation) => {
    const by = isUnfinished(operation.state) ? await holding(operation.subjectId) : null;
    return by && by.id !== operation.id ? { outcome: "taken" as const, by } : null;
  };

  const claimedFrom = async ({ id, report }: Operation): Promise<SaveResult | null> => {
    if (!report) return null;
    const sessionId = report.newSessionId;
    const by = (await history.reportedBy([sessionId])).get(sessionId);
    return by === undefined || by === id ? null : { outcome: "claimed", sessionId, by };
  };

  const conflictOf = async (operation: Operation): Promise<CreateResult | null> => {
    const repeated = await only("request_key", operation.request.key);
    // Committed, though the answer to that was lost.
    if (repeated?.id === operation.id) return { outcome: "created" };
    return repeated ? { outcome: "repeated", operation: repeated } : takenFrom(operation);
  };

  return {
    create: async (change, cancels) => {
      if (change.operation.version !== 1) throw new Error("An operation is created with version 1");
      const key = randomUUID();
      const insert = async (transaction: Transaction<Tables>): Promise<CreateResult> => {
        // A cancelled one that moved on meanwhile either still holds the subject, or is in nobody's way.
        if (cancels) await versions.replaceWithin(transaction, cancels, key);
        if (await insertFirst(transaction, change, key)) return { outcome: "created" };
        // Thrown, so that the cancellation is taken back.
        throw new Error("The request's key, its subject or its new session is held");
      };
      return attempt(
        () => commit(change.event.action, insert),
        () => conflictOf(change.operation),
      );
    },
    save: (change) => {
      const key = randomUUID();
      return attempt(
        async () => ({ outcome: (await versions.save(change, key)) ? "saved" : "stale" }),
        async () => (await takenFrom(change.operation)) ?? claimedFrom(change.operation),
      );
    },
    get: (operationId) => only("id", operationId),
    holding,
    ...history,
    ...createOpenOperations(db, read),
    ...createLeases(database, read),
    ...createDueSoon(db),
  };
}

/**
 * Databases name a broken unique index each in their own way; who holds it tells the same. Where nobody
 * does any more by the time of the look, the way is free and it is tried again.
 */
async function attempt<Result>(
  transact: () => Promise<Result>,
  obstacle: () => Promise<Result | null>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await throughBreaks(transact);
    } catch (error) {
      if (error instanceof StoreUnavailableError || error instanceof NotRecordedError) throw error;
      const found = await obstacle();
      if (found) return found;
      if (tries === MOST_TRIES) throw error;
    }
  }
}

/**
 * Whoever was cut off tries once more before he looks: a commit whose answer was lost may still be under way, and only
 * the second one has to wait for it. It then finds what is its own. Whom a deadlock ended tries a few times: whoever
 * was let go on may stand in the way of the next try again.
 */
async function throughBreaks<Result>(transact: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transact();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      if (tries === (error.isDeadlock ? MOST_TRIES_IN_DEADLOCK : 2)) throw error;
    }
  }
}
