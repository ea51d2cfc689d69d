import type { Check, Evidence, Violation } from "../evidence.ts";
import { mayApprove } from "../may-approve.ts";
import { eventsOf } from "../record.ts";
import { type Intent, type TracedCall, traceCalls } from "../trace.ts";
import { callViolation } from "./call-violation.ts";

const SHORTEST_WAIT_MS = 10_000;
const TURNED_AWAY = 429;

/** Each request that changes something has its intent recorded before it, one intent to one request, in its time. */
export const checkTrail: Check = (evidence) => {
  const traced = traceCalls(evidence);
  const unexplained = traced.flatMap((one) => trailViolation(one, evidence.clockErrorMs));
  const byIntent = Map.groupBy(
    traced.filter(({ intent, call }) => intent !== null && call.status !== TURNED_AWAY),
    ({ intent }) => `${intent?.operation.id} ${intent?.version}`,
  );
  const repeated = [...byIntent.values()]
    .filter((calls) => calls.length > 1)
    .map((calls) =>
      callViolation("a trail for every call", calls[1], `${calls.length} calls of one recorded intent`),
    );
  return [...unexplained, ...repeated];
};

function trailViolation(traced: TracedCall, clockErrorMs: number): Violation[] {
  const { intent, call } = traced;
  const promise = "a trail for every call";
  if (!intent) return [callViolation(promise, traced, "its intent was never recorded")];
  const { next } = intent;
  if (next && next.at.getTime() + clockErrorMs < call.at.getTime()) {
    return [callViolation(promise, traced, `it came after ${next.action} had been recorded for its intent`)];
  }
  return [];
}

/** What needs approvals has as many before, of different approvers who did not ask for it; what was ended before is not called. */
export const checkApproval: Check = (evidence) => {
  const endedBefore = ({ operation, version }: Intent) =>
    eventsOf(evidence.record, operation.id).find(
      (event) => ENDINGS.includes(event.toState) && event.version < version,
    );
  return traceCalls(evidence).flatMap((traced) => {
    const { intent } = traced;
    if (!intent) return [];
    const promise = "nothing unapproved";
    const { approvalRequired, approvalsNeeded } = intent.operation.document.rules;
    const approvers = approvalRequired ? approversBefore(evidence, intent) : approvalsNeeded;
    const words =
      approvers === 0 ? "nobody had approved it" : `${approvers} of ${approvalsNeeded} had approved it`;
    const ended = endedBefore(intent);
    return [
      ...(approvers < approvalsNeeded ? [callViolation(promise, traced, words)] : []),
      ...(ended ? [callViolation(promise, traced, `it had ended before: ${ended.toState}`)] : []),
    ];
  });
};

/** How many different people who may approve it had done so. */
function approversBefore(evidence: Evidence, { operation, version }: Intent): number {
  const approvals = eventsOf(evidence.record, operation.id).filter(
    (event) => event.action === "approve" && event.version < version,
  );
  return new Set(
    approvals.map(({ actor }) => actor).filter((actor) => mayApprove(evidence, operation, actor)),
  ).size;
}

const ENDINGS = ["denied", "cancelled", "expired", "superseded"];

/** Counted in the agents, not in calls: a call that finds nobody harms nobody. */
export const checkRestartedOnce: Check = (evidence) => {
  const restarts = traceCalls(evidence).filter(
    ({ call }) => call.effect === "restart-begun" || call.effect === "stop-begun",
  );
  const byOperation = Map.groupBy(restarts, ({ intent }) => intent?.operation.id ?? null);
  return [...byOperation]
    .filter(([operationId, calls]) => operationId !== null && calls.length > 1)
    .map(([, calls]) =>
      callViolation(
        "no agent twice",
        calls[1],
        `its agents went down ${calls.length} times by one operation`,
      ),
    );
};

/** By the clock of ngrok, from its last 204 to the update until the restart has come. */
export const checkWait: Check = (evidence) =>
  waitsOf(traceCalls(evidence))
    .filter(({ waitMs }) => waitMs < SHORTEST_WAIT_MS)
    .map(({ restart, waitMs }) =>
      callViolation("ten seconds", restart, `only ${Math.round(waitMs)} ms after the update's answer`),
    );

/** How long each restart came after the update of its operation was answered. */
export function waitsOf(traced: readonly TracedCall[]): { restart: TracedCall; waitMs: number }[] {
  return traced.flatMap((restart) => {
    if (restart.name !== "restart" || !restart.intent) return [];
    const { id } = restart.intent.operation;
    const answers = traced.flatMap(({ name, call, intent }) => {
      const { status, answeredMonotonicMs } = call;
      const isIts = name === "update" && status === 204 && intent?.operation.id === id;
      return isIts && answeredMonotonicMs !== null && answeredMonotonicMs <= restart.call.monotonicMs
        ? [answeredMonotonicMs]
        : [];
    });
    const last = Math.max(...answers);
    return Number.isFinite(last) ? [{ restart, waitMs: restart.call.monotonicMs - last }] : [];
  });
}
