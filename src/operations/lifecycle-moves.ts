import type { OperationEvent, Outcome, Refusal } from "./events.ts";
import type { Notice, Operation, OperationState, Problem, Report } from "./operation.ts";
import { isFinal } from "./operation.ts";

/** One rule per event; together they are the lifecycle. */
export type Rules = {
  [Type in OperationEvent["type"]]: (
    operation: Operation,
    event: Extract<OperationEvent, { type: Type }>,
  ) => Outcome;
};

/** Late returns are looked for this long. */
const LATE_LOOK_MS = 24 * 60 * 60 * 1000;
const FIRST_LATE_LOOK_MS = 60_000;

export function moved(operation: Operation, change: Partial<Operation>): Outcome {
  return { ok: true, operation: { ...operation, ...change, version: operation.version + 1 } };
}

export function refused(refusal: Refusal): Outcome {
  return { ok: false, refusal };
}

/** The refusal for someone who comes after the fact, or whose button this state does not have. */
export function tooLate(operation: Operation): Outcome {
  if (isFinal(operation.state) || operation.state === "needs-attention") {
    return refused({ code: "already-decided" });
  }
  return refused({ code: "not-offered" });
}

export function after(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

export function latest(...instants: (Date | null)[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant?.getTime() ?? 0)));
}

/** To a final state: nothing is due any more. */
export function ended(
  operation: Operation,
  state: OperationState,
  at: Date,
  change: Partial<Operation> = {},
): Outcome {
  return moved(operation, {
    state,
    endedAt: at,
    dueAt: null,
    runAt: null,
    call: null,
    obstacle: null,
    ...change,
  });
}

export function withNotice(operation: Operation, kind: Notice["kind"], at: Date, mentions: string[] = []) {
  return [...operation.notices, { kind, at, mentions }];
}

/** What was approved is over and has no follow-up message: its requester hears of it in a reply of its own. */
export function withSuccessNotice(operation: Operation, at: Date): Notice[] {
  return operation.approval ? withNotice(operation, "succeeded", at) : operation.notices;
}

/** To needs-attention, which frees the session and has the worker look for what a call may still have done. */
export function needsAttention(
  operation: Operation,
  at: Date,
  problem: Problem,
  report: Report | null = null,
): Outcome {
  return moved(operation, {
    state: "needs-attention",
    problem,
    report,
    call: null,
    runAt: null,
    dueAt: operation.departure ? after(at, FIRST_LATE_LOOK_MS) : null,
    attention: { since: at, lateUntil: after(at, LATE_LOOK_MS), ownedBy: null, lookedAt: at },
    notices: withNotice(operation, "needs-attention", at),
  });
}
