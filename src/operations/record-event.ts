import type { Store } from "../store/store.ts";
import type { OperationEvent } from "./events.ts";
import { next } from "./lifecycle.ts";
import type { Operation } from "./operation.ts";
import type { ActResult } from "./operations.ts";

const MOST_TRIES = 8;

/**
 * Applies an event to an operation and makes the outcome durable, with its audit event, in one transaction,
 * whoever holds the lease: for what people do, what their forms find, and what ngrok answers.
 * With `onVersion` it counts only for that version; with null it is applied to whatever version there is.
 * `seen` spares a look where it is the newest version still; nobody is refused by it.
 * May run twice: the lifecycle refuses the second.
 */
export type RecordEvent = (
  operationId: string,
  event: OperationEvent,
  onVersion: number | null,
  seen?: Operation,
) => Promise<ActResult>;

export function createRecordEvent(store: Store, changed: (operation: Operation) => void): RecordEvent {
  async function tryOn(operation: Operation, event: OperationEvent): Promise<ActResult | null> {
    const result = await tryToRecord(store, operation, event);
    if (result?.outcome === "done") changed(result.operation);
    return result;
  }

  async function tryOnNewest(
    operationId: string,
    event: OperationEvent,
    onVersion: number | null,
  ): Promise<ActResult> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const operation = await store.operations.get(operationId);
      if (!operation) return { outcome: "unknown-operation" };
      if (onVersion !== null && operation.version !== onVersion) return notOffered(operation);
      const result = await tryOn(operation, event);
      if (result) return result;
    }
    throw new Error(`Operation ${operationId} kept changing while ${event.type} was recorded`);
  }

  return async (operationId, event, onVersion, seen) => {
    const early = seen ? await tryOn(seen, event) : null;
    return early?.outcome === "done" ? early : tryOnNewest(operationId, event, onVersion);
  };
}

/** Null when somebody else was faster, and the event is to be held against what they made of it. */
async function tryToRecord(
  store: Store,
  operation: Operation,
  event: OperationEvent,
): Promise<ActResult | null> {
  const outcome = next(operation, event);
  if (!outcome.ok) return { outcome: "refused", refusal: outcome.refusal, operation };
  const saved = await store.operations.save({ operation: outcome.operation, event: auditEvent(event) });
  if (saved.outcome === "taken") {
    return { outcome: "refused", refusal: { code: "session-taken", by: saved.by }, operation };
  }
  if (saved.outcome === "claimed") {
    return { outcome: "refused", refusal: { code: "session-reported" }, operation };
  }
  return saved.outcome === "saved" ? { outcome: "done", operation: outcome.operation } : null;
}

function notOffered(operation: Operation): ActResult {
  return { outcome: "refused", refusal: { code: "not-offered" }, operation };
}

export function auditEvent(event: OperationEvent) {
  const { type, at, by, ...detail }: { type: string; at: Date; by?: string } & Record<string, unknown> =
    event;
  return { at, actor: by ?? null, action: type, detail };
}
