import { randomBytes } from "node:crypto";
import { type Clock, sleep } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { next } from "./lifecycle.ts";
import { cancellableStates, isFinal, type Operation, type OperationKind } from "./operation.ts";
import type { OperationDraft, Operations, RequestResult } from "./operations.ts";
import { auditEvent, type RecordEvent } from "./record-event.ts";
import { newOperation, subjectOf } from "./request.ts";

export interface OperationRules {
  waitMs: number;
  latestMs: number;
  reconnectTimeoutMs: number;
  callTimeoutMs: number;
  approvalExpiresMs: number;
  approvalRequired: readonly OperationKind[];
  selfApproval: boolean;
}

const SETTLED_POLL_MS = 250;
const MOST_TRIES = 8;

/** What handlers may do with operations; see `Operations` for the promises. */
export function createOperations(deps: {
  store: Store;
  clock: Clock;
  rules: OperationRules;
  record: RecordEvent;
  /** Told of every operation that was recorded anew. */
  changed: (operation: Operation) => void;
}): Operations {
  const { store, clock, rules } = deps;

  function drawUp(draft: OperationDraft): Operation {
    const { approvalRequired, approvalExpiresMs, ...kept } = rules;
    return newOperation(draft, {
      id: `op_${randomBytes(10).toString("hex")}`,
      at: clock.now(),
      approvalExpiresMs,
      rules: { ...kept, approvalRequired: approvalRequired.includes(draft.kind) },
    });
  }

  async function request(draft: OperationDraft): Promise<RequestResult> {
    for (let tries = 1; ; tries++) {
      const result = await tryToRequest(draft);
      // The operation that a stop cancels may have changed between the look and the write.
      const mayCancel =
        draft.kind === "session-stop" && result.outcome === "taken" && canStopCancel(result.by);
      if (!mayCancel || tries === MOST_TRIES) return result;
    }
  }

  async function tryToRequest(draft: OperationDraft): Promise<RequestResult> {
    const operation = drawUp(draft);
    const cancels = draft.kind === "session-stop" ? await cancelledForStop(draft, operation) : null;
    const event = {
      at: operation.request.at,
      actor: draft.by,
      action: "request",
      detail: { reason: draft.reason },
    };
    const created = await store.operations.create({ operation, event }, cancels);
    if (created.outcome !== "created") return created;
    deps.changed(operation);
    if (cancels) deps.changed(cancels.operation);
    return { outcome: "recorded", operation };
  }

  async function cancelledForStop(draft: OperationDraft, stop: Operation) {
    const holder = await store.operations.holding(subjectOf(draft.target));
    if (!holder || !canStopCancel(holder)) return null;
    const event = { type: "cancel-for-stop" as const, by: draft.by, at: stop.request.at };
    const outcome = next(holder, event);
    return outcome.ok ? { operation: outcome.operation, event: auditEvent(event) } : null;
  }

  async function settled(operationId: string, timeoutMs: number): Promise<Operation> {
    const untilMs = clock.monotonicMs() + timeoutMs;
    for (;;) {
      const operation = await store.operations.get(operationId);
      if (!operation) throw new Error(`There is no operation ${operationId}`);
      if (isSettled(operation) || clock.monotonicMs() >= untilMs) return operation;
      await sleep(clock, SETTLED_POLL_MS);
    }
  }

  return {
    request,
    settled,
    act: (operationId, event) => deps.record(operationId, event, null),
    get: (operationId) => store.operations.get(operationId),
    holding: (subjectId) => store.operations.holding(subjectId),
    open: () => store.operations.open(),
    history: async ({ subjectId, cursor, limit }) =>
      store.operations.history({
        subjectIds: subjectId === null ? null : await store.operations.chainOf(subjectId),
        kinds: null,
        cursor,
        limit,
      }),
    cardLink: async (operationId) => {
      const messages = await store.messages.of(operationId);
      return messages.find((message) => message.role === "card")?.permalink ?? null;
    },
  };
}

/** Another stop is told who was first, like any second request. */
function canStopCancel(holder: Operation): boolean {
  return holder.kind !== "session-stop" && cancellableStates.includes(holder.state);
}

/** Final, or waiting for a person with no look still to be made. */
function isSettled(operation: Operation): boolean {
  return (
    isFinal(operation.state) ||
    (operation.state === "needs-attention" && operation.attention?.lookedAt !== null)
  );
}
