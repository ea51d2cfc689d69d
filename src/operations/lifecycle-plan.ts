import type { Outcome, PersonEvent } from "./events.ts";
import { hasExpired, undecided } from "./lifecycle-approval.ts";
import {
  after,
  ended,
  latest,
  moved,
  needsAttention,
  type Rules,
  refused,
  tooLate,
  withNotice,
} from "./lifecycle-moves.ts";
import { cancellableStates, type Operation } from "./operation.ts";

/** No change can be put off by more than this. */
const LONGEST_POSTPONEMENT_MS = 7 * 24 * 60 * 60 * 1000;

type PlanEvents = "cancel" | "cancel-for-stop" | "postpone" | "supersede" | "find-too-late" | "hold";

/** Changes of plan before a call: cancelling, postponing, and finding that the ground has moved. */
export const planRules: Pick<Rules, PlanEvents> = {
  cancel: (operation, event) => cancelled(operation, event, null),
  "cancel-for-stop": (operation, event) => cancelled(operation, event, event.by),

  postpone: (operation, event) => {
    if (operation.state !== "scheduled" && operation.state !== "waiting") return tooLate(operation);
    return later(event) ?? postponed(operation, event);
  },

  supersede: (operation, event) =>
    operation.state === "scheduled" || operation.state === "waiting"
      ? ended(operation, "superseded", event.at, {
          supersession: { at: event.at, found: event.found, during: operation.state },
          notices: withNotice(operation, "superseded", event.at),
        })
      : refused({ code: "not-offered" }),

  "find-too-late": (operation, event) => {
    if (!operation.runAt || !isAboutToCall(operation)) return refused({ code: "not-offered" });
    return needsAttention(operation, event.at, {
      code: "too-late",
      call: event.call,
      dueAt: operation.runAt,
      foundAt: event.at,
      because: event.because,
    });
  },

  hold: (operation, event) =>
    isAboutToCall(operation)
      ? needsAttention(operation, event.at, {
          code: "held",
          call: event.call,
          dueAt: operation.runAt ?? event.at,
          foundAt: event.at,
          because: event.because,
        })
      : refused({ code: "not-offered" }),
};

/** Before a call, or before its repeat. */
function isAboutToCall({ state, call }: Operation): boolean {
  return state === "scheduled" || state === "waiting" || call !== null;
}

/** A refusal unless `until` lies ahead and within the longest postponement. */
export function later(event: { at: Date; until: Date }): Outcome | null {
  if (event.until <= event.at) return refused({ code: "time-in-past" });
  const limit = after(event.at, LONGEST_POSTPONEMENT_MS);
  return event.until > limit ? refused({ code: "postponed-too-far", latest: limit }) : null;
}

/** Later than planned, and no more than seven days after what was planned first, however often it is clicked. */
function postponed(operation: Operation, event: Extract<PersonEvent, { type: "postpone" }>): Outcome {
  const plannedAt = operation.runAt ?? event.at;
  if (event.until <= plannedAt) return refused({ code: "earlier-than-planned", plannedAt });
  const from = operation.postponement?.from ?? plannedAt;
  const limit = after(from, LONGEST_POSTPONEMENT_MS);
  if (event.until > limit) return refused({ code: "postponed-too-far", latest: limit });
  const earliest = operation.updateAcceptedAt
    ? after(operation.updateAcceptedAt, operation.rules.waitMs)
    : event.until;
  const until = latest(event.until, earliest);
  return moved(operation, {
    runAt: until,
    dueAt: until,
    postponement: { by: event.by, at: event.at, until, from },
  });
}

function cancelled(operation: Operation, event: { by: string; at: Date }, forStopBy: string | null): Outcome {
  const { state } = operation;
  if (state === "awaiting-approval" && hasExpired(operation, event.at)) {
    return undecided(operation, event.at) ?? tooLate(operation);
  }
  if (cancellableStates.includes(state)) {
    return ended(operation, "cancelled", event.at, {
      cancellation: { by: event.by, at: event.at, during: state, forStopBy },
    });
  }
  if (operation.call !== null || state === "confirming") return refused({ code: "too-late-to-cancel" });
  return tooLate(operation);
}
