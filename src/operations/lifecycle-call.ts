import type { Outcome, WorkerEvent } from "./events.ts";
import {
  after,
  ended,
  latest,
  moved,
  needsAttention,
  type Rules,
  refused,
  withNotice,
  withSuccessNotice,
} from "./lifecycle-moves.ts";
import type { CallName, Operation, OperationState } from "./operation.ts";

type CallEvents = "start-call" | "accept" | "refuse" | "turn-away" | "lose-answer";
type Answer<Type extends WorkerEvent["type"]> = Extract<WorkerEvent, { type: Type }>;

const stateDuring: Record<CallName, OperationState> = {
  update: "updating",
  restart: "restarting",
  stop: "stopping",
  create: "applying",
  edit: "applying",
  delete: "applying",
};

/** The first call that each kind of operation makes; a session-update restarts later, from `waiting`. */
export const firstCall = {
  "session-update": "update",
  "session-restart": "restart",
  "session-stop": "stop",
  "ingress-create": "create",
  "ingress-edit": "edit",
  "ingress-delete": "delete",
} as const;

/** A call's intent, and each way it can be answered. An answer counts for the intent that it names alone. */
export const callRules: Pick<Rules, CallEvents> = {
  "start-call": (operation, event) => {
    const repeats = operation.call?.name === event.call && operation.state === stateDuring[event.call];
    if (!repeats && !mayStart(operation, event.call)) return refused({ code: "not-offered" });
    return moved(operation, {
      state: stateDuring[event.call],
      call: {
        name: event.call,
        startedAt: event.at,
        attempt: triesBefore(operation) + 1,
        error: null,
      },
      departure: event.departure ? { ...event.departure, deadlineAt: null } : operation.departure,
      dueAt: after(event.at, operation.rules.callTimeoutMs),
    });
  },

  accept: (operation, event) => {
    if (!answers(operation, event)) return refused({ code: "not-offered" });
    if (operation.call.name === "update") return updateAccepted(operation, event);
    if (operation.departure) return departureAccepted(operation, event);
    return ended(operation, "succeeded", event.at, {
      createdIngressId: event.createdIngressId,
      notices: withSuccessNotice(operation, event.at),
    });
  },

  refuse: (operation, event) => {
    if (!answers(operation, event)) return refused({ code: "not-offered" });
    const { name: call, attempt } = operation.call;
    // The first try may have started the update, so a refused second one proves nothing.
    if (call === "update" && attempt > 1) {
      return needsAttention(operation, event.at, { code: "call-unknown", call, error: event.error });
    }
    return ended(operation, "failed", event.at, {
      problem: { code: "call-refused", call, error: event.error },
      notices: withNotice(operation, "failed", event.at),
    });
  },

  "turn-away": (operation, event) => {
    if (!answers(operation, event)) return refused({ code: "not-offered" });
    const { call } = operation;
    if (call.attempt > 1) {
      return moved(operation, {
        call: { ...call, attempt: call.attempt - 1, error: event.error },
        dueAt: event.dueAt,
      });
    }
    const waited = call.name === "restart" && operation.kind === "session-update";
    return moved(operation, {
      state: waited ? "waiting" : "scheduled",
      call: null,
      departure: null,
      dueAt: event.dueAt,
    });
  },

  "lose-answer": (operation, event) => {
    if (!answers(operation, event)) return refused({ code: "not-offered" });
    return moved(operation, {
      call: { ...operation.call, error: event.error },
      dueAt: after(operation.call.startedAt, operation.rules.callTimeoutMs),
    });
  },
};

/** A departure without its call is of a try that got no answer, after which somebody let it run again. */
function triesBefore({ call, departure }: Operation): number {
  return call?.attempt ?? (departure ? 1 : 0);
}

function mayStart(operation: Operation, call: CallName): boolean {
  if (operation.state === "waiting") return call === "restart" && operation.kind === "session-update";
  return operation.state === "scheduled" && call === firstCall[operation.kind];
}

function answers(
  operation: Operation,
  event: { startedAt: Date },
): operation is Operation & { call: NonNullable<Operation["call"]> } {
  return operation.call?.startedAt.getTime() === event.startedAt.getTime();
}

/** The wait runs from ngrok's 204, never shorter than the rules say, whatever time was chosen. */
function updateAccepted(operation: Operation, event: Answer<"accept">): Outcome {
  if (operation.schedule.when === "update-only") {
    return ended(operation, "succeeded", event.at, {
      updateAcceptedAt: event.at,
      notices: withSuccessNotice(operation, event.at),
    });
  }
  const chosenAt = operation.schedule.when === "restart-later" ? operation.schedule.chosenAt : null;
  const restartAt = latest(after(event.at, operation.rules.waitMs), chosenAt);
  return moved(operation, {
    state: "waiting",
    call: null,
    updateAcceptedAt: event.at,
    runAt: restartAt,
    dueAt: restartAt,
  });
}

// Two clocks of the world differ by less, unless one is plainly wrong, or something in between made the time up.
const MOST_SKEW_MS = 24 * 60 * 60_000;

function isPlausible(told: Date | null, at: Date): boolean {
  return told !== null && Math.abs(told.getTime() - at.getTime()) <= MOST_SKEW_MS;
}

function departureAccepted(operation: Operation, event: Answer<"accept">): Outcome {
  const { departure } = operation;
  if (!departure) return refused({ code: "not-offered" });
  // A step of the clock during the call must not put the departure off.
  const tookMs = Math.max(
    0,
    Math.min(event.at.getTime() - event.startedAt.getTime(), operation.rules.callTimeoutMs),
  );
  const answeredAt = isPlausible(event.answeredAt, event.at) ? event.answeredAt : null;
  const leftAt = answeredAt && after(answeredAt, -tookMs);
  return moved(operation, {
    state: "confirming",
    call: null,
    runAt: null,
    dueAt: event.at,
    departure: {
      ...departure,
      notBefore: leftAt ?? departure.notBefore,
      leftAt,
      deadlineAt: after(event.at, operation.rules.reconnectTimeoutMs),
    },
  });
}
