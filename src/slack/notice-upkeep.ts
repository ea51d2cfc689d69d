import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import type { ScheduledNotice, Store } from "../store/store.ts";
import { deadMansNotice } from "../views/card/dead-mans-notice.ts";
import type { IntentAges } from "./intent-ages.ts";
import type { NoticeCalls, Pending } from "./notice-calls.ts";
import { matchNotices, type NoticeMatch } from "./notice-match.ts";
import type { NoticePauses } from "./notice-pauses.ts";
import { askInMs, canWithdraw, isWanted, type NoticePlan, noticePlan } from "./notice-plan.ts";
import { slackFailure } from "./publish-errors.ts";

// Longer than a call lasts, with room for the record before it: until then another process may be asking.
const ASKING_MS = 30_000;
/** A card that is not posted yet, an answer that is not known: soon, and so that each look comes to it. */
const LOOK_AGAIN_MS = 1000;
const NEVER = Number.POSITIVE_INFINITY;

export interface UpkeepDeps {
  store: Store;
  clock: Clock;
  logger: Logger;
  ages: IntentAges;
  calls: NoticeCalls;
  pauses: NoticePauses;
}

export interface DueNotices {
  operation: Operation;
  notices: ScheduledNotice[];
}

/**
 * Has Slack know of the notice that the operation's plan wants, and of no other.
 * @returns when to look again; null where nothing is left to be done before there is a newer version
 * @throws what no pause of one notice mends
 */
export async function keepNotices(
  deps: UpkeepDeps,
  { operation, notices }: DueNotices,
): Promise<Date | null> {
  const now = deps.clock.now();
  const plan = noticePlan(operation);
  let leftMs = NEVER;
  for (const notice of notices) {
    const { scheduledId, withdrawnAt } = notice;
    if (scheduledId === null) leftMs = Math.min(leftMs, LOOK_AGAIN_MS);
    if (scheduledId === null || withdrawnAt || isWanted(plan, notice)) continue;
    if (!canWithdraw(notice.postAt, now)) continue;
    const againMs = await withdraw(deps, notice, scheduledId);
    if (againMs === null) await deps.store.notices.withdrawn(notice, now);
    else leftMs = Math.min(leftMs, againMs);
  }
  const isAskedFor = notices.some((notice) => plan.wanted === "at" && isWanted(plan, notice));
  if (!isAskedFor) leftMs = Math.min(leftMs, await ask(deps, operation, plan, null));
  return Number.isFinite(leftMs) ? new Date(now.getTime() + leftMs) : null;
}

/** Whether nobody can be asking for it any more, and Slack's answer is not known: it is time to look. */
export function isDoubtful({ ages, clock }: UpkeepDeps, notice: ScheduledNotice): boolean {
  if (notice.scheduledId !== null) return false;
  const key = keyOf(notice);
  const isRipe = ages.leftMs(key) === 0;
  return isRipe && (ages.isOwn(key) || clock.now().getTime() - notice.at.getTime() >= ASKING_MS);
}

/**
 * Compares what Slack is going to post with what the record says of it. What was asked for and not recorded is
 * adopted, what is there once too often is withdrawn, and what Slack does not have, though it is `due`, is asked for
 * again or forgotten. Harmless where several processes do it at once.
 */
export async function sweepNotices(deps: UpkeepDeps, due: readonly DueNotices[]): Promise<void> {
  // Before the list is asked for: it shows what was sent until then.
  const doubtful = due.flatMap(({ operation, notices }) =>
    notices.filter((notice) => isDoubtful(deps, notice)).map((notice) => ({ operation, notice })),
  );
  const pending = await deps.calls.pending();
  const { adopted, surplus } = matchNotices(await deps.store.notices.like(pending.map(idAndTime)), pending);
  const contested = new Set<ScheduledNotice>();
  const atSlack = new Set<string>();
  for (const { notice, pending: message } of adopted) {
    atSlack.add(keyOf(notice).join());
    // Who is just asking for it records the answer himself.
    const isOurs = isDoubtful(deps, notice) && (await deps.store.notices.adopt(notice, message.id));
    if (!isOurs) contested.add(notice);
  }
  for (const match of surplus) if (!contested.has(match.notice)) await withdrawSurplus(deps, match);
  for (const { operation, notice } of doubtful) {
    if (!atSlack.has(keyOf(notice).join())) await askAgain(deps, operation, notice);
  }
}

function idAndTime({ id, postAtSeconds }: Pending) {
  return { scheduledId: id, postAt: new Date(postAtSeconds * 1000) };
}

async function withdrawSurplus(deps: UpkeepDeps, { notice, pending }: NoticeMatch): Promise<void> {
  if (canWithdraw(notice.postAt, deps.clock.now())) await withdraw(deps, notice, pending.id);
}

async function askAgain(deps: UpkeepDeps, operation: Operation, notice: ScheduledNotice): Promise<void> {
  const plan = noticePlan(operation);
  const isWorthIt =
    plan.wanted === "at" && isWanted(plan, notice) && askInMs(notice.postAt, deps.clock.now()) === 0;
  if (isWorthIt) await ask(deps, operation, plan, notice);
  else await deps.store.notices.drop(notice);
}

/**
 * Does nothing where nothing is wanted, there is no card yet, or another process is faster.
 * @returns how long until it is to be tried again; infinite where it is not
 */
async function ask(
  deps: UpkeepDeps,
  operation: Operation,
  plan: NoticePlan,
  before: ScheduledNotice | null,
): Promise<number> {
  const { store, clock, calls, pauses, ages } = deps;
  const at = clock.now();
  if (plan.wanted !== "at") return NEVER;
  const inMs = askInMs(plan.postAt, at);
  if (inMs > 0) return inMs;
  const card = (await store.messages.of(operation.id)).find(({ role }) => role === "card");
  const name = `ask ${operation.id} ${plan.postAt.getTime()}`;
  if (!card) return LOOK_AGAIN_MS;
  const restMs = pauses.leftMs(name);
  if (restMs > 0) return restMs;
  const message = deadMansNotice(operation, plan.dueAt);
  const { channelId } = card;
  const notice: ScheduledNotice = {
    operationId: operation.id,
    channelId,
    postAt: plan.postAt,
    text: message.text,
    at,
    scheduledId: null,
    withdrawnAt: null,
  };
  if (!(await store.notices.intend(notice, before, operation.version))) return LOOK_AGAIN_MS;
  let scheduledId: string;
  try {
    scheduledId = await calls.schedule(notice, message, card.ts);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind === "unknown") ages.unanswered(keyOf(notice));
    else await store.notices.drop(notice);
    if (failure.kind !== "refused") throw error;
    return noteRefusal(deps, notice, name, error);
  }
  pauses.answered();
  return (await store.notices.adopt(notice, scheduledId)) ? NEVER : LOOK_AGAIN_MS;
}

/** @returns null once it is done; where Slack refused, how long until it is to be tried again, or infinite */
async function withdraw(
  deps: UpkeepDeps,
  notice: ScheduledNotice,
  scheduledId: string,
): Promise<number | null> {
  const name = `withdraw ${scheduledId}`;
  const restMs = deps.pauses.leftMs(name);
  if (restMs > 0) return restMs;
  try {
    await deps.calls.withdraw(notice.channelId, scheduledId);
  } catch (error) {
    if (slackFailure(error).kind !== "refused") throw error;
    return noteRefusal(deps, notice, name, error);
  }
  deps.pauses.answered();
  return null;
}

function noteRefusal(
  { pauses, logger }: UpkeepDeps,
  { operationId, postAt }: ScheduledNotice,
  name: string,
  error: unknown,
): number {
  const refusal = pauses.refused(name);
  const about = { operationId, postAt, failure: slackFailure(error), ...refusal, err: error };
  const isNews = refusal.attempts === 1 || refusal.givenUp;
  logger[isNews ? "warn" : "debug"](about, "Slack refused a dead man's notice, or its withdrawal");
  return pauses.leftMs(name);
}

function keyOf({ operationId, postAt, at }: ScheduledNotice) {
  return [operationId, `notice at ${postAt.getTime()}`, at] as const;
}
