import {
  after,
  ended,
  moved,
  needsAttention,
  type Rules,
  refused,
  withSuccessNotice,
} from "./lifecycle-moves.ts";
import { type Operation, stoppedBy } from "./operation.ts";

type ConfirmationEvents = "find-gone" | "confirm" | "give-up";

/** From the moment the old session is gone to the report, or to giving it up. */
export const confirmationRules: Pick<Rules, ConfirmationEvents> = {
  "find-gone": (operation, event) => {
    const departure = event.departure ?? operation.departure;
    if (!departure || !mayBeGone(operation)) return refused({ code: "not-offered" });
    return moved(operation, {
      state: "confirming",
      call: null,
      problem: null,
      attention: null,
      runAt: null,
      dueAt: event.at,
      departure: { ...departure, deadlineAt: after(event.at, operation.rules.reconnectTimeoutMs) },
    });
  },

  confirm: (operation, event) => {
    if (operation.state === "confirming") {
      const notices = event.report ? operation.notices : withSuccessNotice(operation, event.at);
      return ended(operation, "succeeded", event.at, { report: event.report, notices });
    }
    // A stop that took effect after all.
    if (operation.kind === "session-stop" && operation.state === "needs-attention") {
      return ended(operation, "resolved", event.at, {
        report: event.report,
        resolution: { at: event.at, by: null, how: "returned", note: "" },
      });
    }
    return refused({ code: "not-offered" });
  },

  "give-up": (operation, event) =>
    operation.state === "confirming" || operation.call !== null
      ? needsAttention(operation, event.at, event.problem, event.report)
      : refused({ code: "not-offered" }),
};

function mayBeGone(operation: Operation): boolean {
  const { state, departure } = operation;
  if (state === "waiting" || state === "restarting" || state === "stopping") return true;
  // By a try that got no answer, and that nobody was to repeat, or not yet.
  const isStopped = state === "needs-attention" && stoppedBy(operation) !== null;
  return departure !== null && (state === "scheduled" || isStopped);
}
