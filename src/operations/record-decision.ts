import type { Change, Store } from "../store/store.ts";
import type { WorkerEvent } from "./events.ts";
import { next } from "./lifecycle.ts";
import type { Operation } from "./operation.ts";
import { auditEvent } from "./record-event.ts";

/**
 * Makes a decision of the worker durable. It counts only for the version on which it was made, and only while
 * its lease is held, which the same write lengthens: a process that stood still decides nothing any more.
 * @returns null when the operation has moved on, or the lease is another's
 * @throws when the lifecycle knows no such way, or somebody else holds what the event asks for
 */
export type RecordDecision = (
  operation: Operation,
  event: WorkerEvent,
  lease: NonNullable<Change["lease"]>,
) => Promise<Operation | null>;

export function createRecordDecision(store: Store, changed: (operation: Operation) => void): RecordDecision {
  return async (operation, event, lease) => {
    const decided = next(operation, event);
    if (!decided.ok) throw new Error(`${event.type} is no way out of ${operation.state}`);
    const change = { operation: decided.operation, event: auditEvent(event), lease };
    const { outcome } = await store.operations.save(change);
    if (outcome === "stale") return null;
    if (outcome !== "saved") throw new Error(`${event.type} of ${operation.id} is ${outcome} by another`);
    changed(decided.operation);
    return decided.operation;
  };
}
