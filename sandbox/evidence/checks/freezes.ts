import type { SeenFreeze } from "../../errands/ledger.ts";
import type { Check, Violation } from "../evidence.ts";
import { mayApprove } from "../may-approve.ts";
import { eventsOf, type RecordedFreeze } from "../record.ts";
import { type TracedCall, traceCalls } from "../trace.ts";
import { callViolation } from "./call-violation.ts";

/**
 * The bot asks about freezes last of all, for 1 s at most, and then has 2 s to be on its way over an open connection
 * (`MAY_CHANGE_LIMIT_MS`, `WRITE_CONNECT_MS`).
 */
export const ON_THE_WAY_MS = 3_000;

/** Between what an admin read of a freeze and what he did about its end, only what was on its way before reaches ngrok. */
export const checkFrozen: Check = (evidence) => {
  const traced = traceCalls(evidence);
  return evidence.ledger.freezes.flatMap((freeze) => {
    const until = freeze.endAskedAt ?? evidence.endedAt;
    return traced
      .filter(({ call }) => call.at > freeze.toldAt && call.at < until)
      .flatMap((one) => frozenViolation(one, freeze, evidence.clockErrorMs));
  });
};

function frozenViolation(traced: TracedCall, { toldAt }: SeenFreeze, clockErrorMs: number): Violation[] {
  const { intent, call } = traced;
  const promise = "a freeze holds";
  const sinceMs = call.at.getTime() - toldAt.getTime();
  const told = `${sinceMs} ms after an admin was told that all is frozen`;
  if (!intent || intent.at.getTime() > toldAt.getTime() + clockErrorMs) {
    return [callViolation(promise, traced, `${told}, and it was decided on after that`)];
  }
  return sinceMs > ON_THE_WAY_MS
    ? [callViolation(promise, traced, `${told}, which is no longer on its way`)]
    : [];
}

/** Each freeze that its admin was told of is in the record, and in force until he asked for its end. */
export const checkFreezes: Check = ({ ledger, record, clockErrorMs }) =>
  ledger.freezes
    .filter((seen) => !record.freezes.some((freeze) => isSeen(freeze, seen, clockErrorMs)))
    .map(({ by, toldAt }) => ({
      promise: "a freeze holds",
      operationId: null,
      words: `${by} was told of one at ${toldAt.toISOString()} that is not in the record, or was lifted before he asked for it`,
    }));

function isSeen(freeze: RecordedFreeze, seen: SeenFreeze, errorMs: number): boolean {
  const isOlder = freeze.at.getTime() <= seen.toldAt.getTime() + errorMs;
  const askedMs = (seen.endAskedAt ?? seen.toldAt).getTime();
  return isOlder && (freeze.liftedAt === null || freeze.liftedAt.getTime() + errorMs >= askedMs);
}

const LETS_RUN = ["restart-now", "restart-at"];

/** What was held goes on by the word of an approver alone. */
export const checkHeld: Check = (evidence) =>
  traceCalls(evidence).flatMap((traced) => {
    const { intent } = traced;
    if (!intent) return [];
    const events = eventsOf(evidence.record, intent.operation.id).filter(
      ({ version }) => version < intent.version,
    );
    const heldAt = events.findLastIndex(({ action }) => action === "hold");
    const isLet = events
      .slice(heldAt + 1)
      .some(
        ({ action, actor }) => LETS_RUN.includes(action) && mayApprove(evidence, intent.operation, actor),
      );
    if (heldAt < 0 || isLet) return [];
    return [callViolation("nothing held runs by itself", traced, "it was held, and no approver let it run")];
  });
