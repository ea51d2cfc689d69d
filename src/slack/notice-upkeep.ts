import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import type { ScheduledNotice, Store } from "../store/store.ts";
import { deadMansNotice } from "../views/card/dead-mans-notice.ts";
import type { IntentAges } from "./intent-ages.ts";
import type { NoticeCalls } from "./notice-calls.ts";
import { matchNotices, type NoticeMatch } from "./notice-match.ts";
import type { NoticePauses } from "./notice-pauses.ts";
import { canAsk, canWithdraw, isWanted, type NoticePlan, noticePlan } from "./notice-plan.ts";
import { slackFailure } from "./publish-errors.ts";

// Longer than a call lasts, with room for the record before it: until then another process may be asking.
const ASKING_MS = 30_000;
const PAST_MS = 60_000;

export interface UpkeepDeps {
  store: Store;
  clock: Clock;
  logger: Logger;
  ages: IntentAges;
  calls: NoticeCalls;
  pauses: NoticePauses;
}

export interface Watched {
  operation: Operation;
  notices: ScheduledNotice[];
}

/** Has Slack know of the notice that the operation's plan wants, and of no other. @throws what no pause of one notice mends */
export async function keepNotices(deps: UpkeepDeps, { operation, notices }: Watched): Promise<void> {
  const now = deps.clock.now();
  const plan = noticePlan(operation);
  for (const notice of notices) {
    const { scheduledId, withdrawnAt } = notice;
    if (scheduledId === null || withdrawnAt || isWanted(plan, notice)) continue;
    if (!canWithdraw(notice.postAt, now)) continue;
    if (await withdraw(deps, notice, scheduledId)) await deps.store.notices.withdrawn(notice, now);
  }
  const isAskedFor = notices.some((notice) => plan.wanted === "at" && isWanted(plan, notice));
  if (!isAskedFor) await ask(deps, operation, plan, null);
  const pastAt = new Date(now.getTime() - PAST_MS);
  if (notices.some(({ postAt }) => postAt < pastAt)) await deps.store.notices.dropPast(pastAt);
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
 * adopted, what is there once too often is withdrawn, and what Slack does not have is asked for again or forgotten.
 * Harmless where several processes do it at once.
 */
export async function sweepNotices(deps: UpkeepDeps, watched: readonly Watched[]): Promise<void> {
  const all = watched.flatMap(({ notices }) => notices);
  const doubtful = new Set(all.filter((notice) => isDoubtful(deps, notice)));
  const pending = await deps.calls.pending();
  const { adopted, surplus } = matchNotices(all, pending);
  const contested = new Set<ScheduledNotice>();
  for (const { notice, pending: message } of adopted) {
    // Who is just asking for it records the answer himself.
    const isOurs = doubtful.has(notice) && (await deps.store.notices.adopt(notice, message.id));
    if (!isOurs) contested.add(notice);
    doubtful.delete(notice);
  }
  for (const match of surplus) if (!contested.has(match.notice)) await withdrawSurplus(deps, match);
  for (const { operation, notices } of watched) {
    for (const notice of notices) if (doubtful.has(notice)) await askAgain(deps, operation, notice);
  }
}

async function withdrawSurplus(deps: UpkeepDeps, { notice, pending }: NoticeMatch): Promise<void> {
  if (canWithdraw(notice.postAt, deps.clock.now())) await withdraw(deps, notice, pending.id);
}

async function askAgain(deps: UpkeepDeps, operation: Operation, notice: ScheduledNotice): Promise<void> {
  const plan = noticePlan(operation);
  const isWorthIt = plan.wanted === "at" && isWanted(plan, notice) && canAsk(notice.postAt, deps.clock.now());
  if (isWorthIt) await ask(deps, operation, plan, notice);
  else await deps.store.notices.drop(notice);
}

/** Does nothing where nothing is wanted, there is no card yet, or another process is faster. */
async function ask(
  deps: UpkeepDeps,
  operation: Operation,
  plan: NoticePlan,
  before: ScheduledNotice | null,
): Promise<void> {
  const { store, clock, calls, pauses, ages } = deps;
  const at = clock.now();
  if (plan.wanted !== "at" || !canAsk(plan.postAt, at)) return;
  const card = (await store.messages.of(operation.id)).find(({ role }) => role === "card");
  const name = `ask ${operation.id} ${plan.postAt.getTime()}`;
  if (!card || pauses.isRefused(name)) return;
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
  if (!(await store.notices.intend(notice, before))) return;
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
  await store.notices.adopt(notice, scheduledId);
}

/** False when Slack refused. */
async function withdraw(deps: UpkeepDeps, notice: ScheduledNotice, scheduledId: string): Promise<boolean> {
  const name = `withdraw ${scheduledId}`;
  if (deps.pauses.isRefused(name)) return false;
  try {
    await deps.calls.withdraw(notice.channelId, scheduledId);
  } catch (error) {
    if (slackFailure(error).kind !== "refused") throw error;
    noteRefusal(deps, notice, name, error);
    return false;
  }
  deps.pauses.answered();
  return true;
}

function noteRefusal(
  { pauses, logger }: UpkeepDeps,
  { operationId, postAt }: ScheduledNotice,
  name: string,
  error: unknown,
): void {
  const refusal = pauses.refused(name);
  const about = { operationId, postAt, failure: slackFailure(error), ...refusal, err: error };
  logger.warn(about, "Slack refused a dead man's notice, or its withdrawal");
}

function keyOf({ operationId, postAt, at }: ScheduledNotice) {
  return [operationId, `notice at ${postAt.getTime()}`, at] as const;
}
