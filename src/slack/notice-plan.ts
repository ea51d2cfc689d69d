import type { Operation } from "../operations/operation.ts";
import type { ScheduledNotice } from "../store/store.ts";

/** After the restart was due, so long that an ordinary end can still be told to Slack in time. */
const AFTER_DUE_MS = 15 * 60_000;
/**
 * Slack's documentation: nothing is withdrawn in its last 60 s. Those who tried say: in its last 5 minutes that is
 * answered `ok`, and the message appears all the same. With the time that the call itself may take.
 */
const LAST_MOMENTS_MS = 5 * 60_000 + 20_000;
/** Slack's documentation: at most 120 days ahead. */
const FARTHEST_MS = 120 * 24 * 3_600_000;

/** States of an update with its restart ahead of it, or its report. */
const guardedStates = ["waiting", "restarting", "confirming"] as const;

/** `as-it-is`: what Slack was asked for stays, whatever it is. */
export type NoticePlan =
  | { wanted: "none" }
  | { wanted: "as-it-is" }
  | { wanted: "at"; dueAt: Date; postAt: Date };

/** What Slack is to ask, should the bot say nothing more of this operation. */
export function noticePlan({ kind, state, runAt, rules }: Operation): NoticePlan {
  const isGuarded = kind === "session-update" && (guardedStates as readonly string[]).includes(state);
  if (!isGuarded) return { wanted: "none" };
  if (state === "confirming" || runAt === null) return { wanted: "as-it-is" };
  const afterMs = Math.max(AFTER_DUE_MS, rules.reconnectTimeoutMs + 2 * LAST_MOMENTS_MS);
  const postAt = new Date(Math.ceil((runAt.getTime() + afterMs) / 1000) * 1000);
  return { wanted: "at", dueAt: runAt, postAt };
}

/** Whether Slack still keeps its word when it is told to leave it. */
export function canWithdraw(postAt: Date, now: Date): boolean {
  return postAt.getTime() - now.getTime() > LAST_MOMENTS_MS;
}

/** How long until it may be asked for; infinite where it could not be withdrawn any more. */
export function askInMs(postAt: Date, now: Date): number {
  if (!canWithdraw(postAt, now)) return Number.POSITIVE_INFINITY;
  return Math.max(0, postAt.getTime() - now.getTime() - FARTHEST_MS);
}

export function isWanted(plan: NoticePlan, { postAt }: ScheduledNotice): boolean {
  if (plan.wanted === "at") return plan.postAt.getTime() === postAt.getTime();
  return plan.wanted === "as-it-is";
}
