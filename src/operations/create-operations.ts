import { randomBytes } from "node:crypto";
import { type Clock, sleep } from "../clock.ts";
import type { Store } from "../store/store.ts";
import type { OperationEvent } from "./events.ts";
import { createFirstLook } from "./first-look.ts";
import { next } from "./lifecycle.ts";
import type { FirstLook } from "./look-at-requested.ts";
import { cancellableStates, isFinal, type Operation, type OperationKind } from "./operation.ts";
import type { OperationDraft, Operations, RequestResult } from "./operations.ts";
import { auditEvent, type RecordEvent } from "./record-event.ts";
import { formOf, newOperation, subjectOf } from "./request.ts";

export interface OperationRules {
  waitMs: number;
  latestMs: number;
  reconnectTimeoutMs: number;
  callTimeoutMs: number;
  approvalExpiresMs: number;
  approvalRequired: readonly OperationKind[];
  /** How many different people have to approve; one, where a kind is not named. */
  approvalsNeeded?: Readonly<Partial<Record<OperationKind, number>>>;
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
  /** The first look at ngrok, for a person who waits. */
  look: (operation: Operation) => Promise<FirstLook>;
  /** Told of every operation that was recorded anew. */
  changed: (operation: Operation) => void;
}): Operations {
  const { store, clock, rules } = deps;

  async function request(draft: OperationDraft): Promise<RequestResult> {
    for (let tries = 1; ; tries++) {
      const result = await tryToRequest(draft);
      // The operation that makes room may have changed between the look and the write.
      const mayMakeRoom = result.outcome === "taken" && roomFor(draft, result.by, clock.now()) !== null;
      if (!mayMakeRoom || tries === MOST_TRIES) return result;
    }
  }

  async function tryToRequest(draft: OperationDraft): Promise<RequestResult> {
    const operation = drawUp(draft, rules, clock.now());
    const cancels = await makingRoom(draft, operation.request.at);
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

  async function makingRoom(draft: OperationDraft, at: Date) {
    const holder = await store.operations.holding(subjectOf(draft.target));
    const event = holder && roomFor(draft, holder, at);
    if (!holder || !event) return null;
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
    ...createFirstLook(deps),
    settled,
    act: (operationId, event, seen) => deps.record(operationId, event, null, seen),
    get: (operationId) => store.operations.get(operationId),
    holding: (subjectId) => store.operations.holding(subjectId),
    open: (page) => store.operations.openPage(page),
    openOverview: (limit) => store.operations.openOverview(limit),
    history: async ({ subjectId, cursor, limit }) =>
      store.operations.history({
        subjectIds: subjectId === null ? null : await store.operations.chainOf(subjectId),
        kinds: null,
        cursor,
        limit,
      }),
    cardLink: async (operationId) => (await cardOf(store, operationId))?.permalink ?? null,
    cardPlace: async (operationId) => {
      const card = await cardOf(store, operationId);
      const operation = card ? null : await store.operations.get(operationId);
      return card ?? (operation && { channelId: operation.request.channelId, ts: null });
    },
  };
}

function drawUp(draft: OperationDraft, rules: OperationRules, at: Date): Operation {
  const { approvalRequired, approvalsNeeded, approvalExpiresMs, ...kept } = rules;
  return newOperation(draft, {
    id: `op_${randomBytes(10).toString("hex")}`,
    at,
    approvalExpiresMs,
    rules: {
      ...kept,
      approvalRequired: approvalRequired.includes(draft.kind),
      approvalsNeeded: approvalsNeeded?.[draft.kind] ?? 1,
    },
  });
}

async function cardOf({ messages }: Store, operationId: string) {
  return (await messages.of(operationId)).find(({ role }) => role === "card");
}

/** What takes `holder` out of the way of a new request; null where the new one comes second. */
function roomFor(draft: OperationDraft, holder: Operation, at: Date): OperationEvent | null {
  // Whoever submits a form again has read what was in the way the last time.
  if (holder.obstacle && formOf(holder.request.key) === formOf(draft.key)) {
    return { type: "tell-obstacle", at, inForm: true };
  }
  // Another stop is told who was first, like any second request.
  const isShown = draft.mayCancel === undefined || draft.mayCancel === holder.id;
  const cancels = draft.kind === "session-stop" && holder.kind !== "session-stop" && isShown;
  return cancels && cancellableStates.includes(holder.state)
    ? { type: "cancel-for-stop", by: draft.by, at }
    : null;
}

/** Final, or waiting for a person with no look still to be made. */
function isSettled(operation: Operation): boolean {
  return (
    isFinal(operation.state) ||
    (operation.state === "needs-attention" && operation.attention?.lookedAt !== null)
  );
}
