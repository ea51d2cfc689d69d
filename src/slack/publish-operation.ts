import type { Logger } from "pino";
import type { Operation } from "../operations/operation.ts";
import type { PostedMessage, Store } from "../store/store.ts";
import type { PublishCalls } from "./publish-calls.ts";
import type { PublishDoubts } from "./publish-doubts.ts";
import { isGone, isUneditable, type SlackFailure, slackFailure } from "./publish-errors.ts";
import type { FindPosted } from "./publish-find.ts";
import {
  isShown,
  type PlannedMessage,
  type PlanOptions,
  plannedCard,
  plannedDigest,
  plannedFollowUp,
  plannedMessages,
} from "./publish-plan.ts";

// Slack's clock and ours may differ by this much when messages are looked for since a moment of ours.
const CLOCK_TOLERANCE_MS = 10 * 60_000;

export interface PublishDeps {
  store: Store;
  calls: PublishCalls;
  find: FindPosted;
  logger: Logger;
  announceChannel: string | null;
  approverPing: readonly string[];
  doubts: PublishDoubts;
}

type Posted = Map<string, PostedMessage>;

/**
 * Brings Slack to what the operation says: posts what is missing, edits what differs, in order.
 * May run twice; what Slack already shows is left alone. A message that Slack refuses does not silence the others.
 * @throws what Slack answered: its first refusal, once the rest is done; at once where it can't be asked for more
 */
export async function publishOperation(deps: PublishDeps, operation: Operation): Promise<void> {
  const posted = await postedOf(deps, operation);
  const refusals: unknown[] = [];
  const bringOrNote = async (planned: PlannedMessage) => {
    try {
      await bring(deps, operation, planned, posted);
    } catch (error) {
      if (slackFailure(error).kind !== "refused") throw error;
      refusals.push(error);
    }
  };
  const [card] = plannedMessages(operation, options(deps, posted));
  if (!card) return;
  await bringOrNote(card);
  await completePermalink(deps, posted);
  for (const planned of plannedMessages(operation, options(deps, posted)).slice(1)) {
    if (!planned.inThread || posted.has("card")) await bringOrNote(planned);
  }
  if (refusals.length > 0) throw refusals[0];
}

/**
 * Posts the follow-up, and the card before it. One that is posted already is edited even if it would look the same:
 * that it was there once does not say that Slack can be reached now, nor that it is there still.
 */
export async function publishFollowUp(deps: PublishDeps, operation: Operation): Promise<void> {
  const posted = await postedOf(deps, operation);
  if (!posted.has("card")) {
    await bring(deps, operation, plannedCard(operation, options(deps, posted)), posted);
  }
  const planned = plannedFollowUp(operation, { isCallNext: true });
  if (!posted.has("follow-up")) return bring(deps, operation, planned, posted);
  await redraw(deps, operation, planned, posted, cannotReport);
}

function cannotReport(failure: SlackFailure): boolean {
  return isGone(failure) || isUneditable(failure);
}

async function postedOf(deps: PublishDeps, operation: Operation): Promise<Posted> {
  const messages = await deps.store.messages.of(operation.id);
  return new Map(messages.map((message) => [message.role, message]));
}

function options({ announceChannel, approverPing }: PublishDeps, posted: Posted): PlanOptions {
  const cardLink = posted.get("card")?.permalink ?? null;
  return { announceChannel, approverPing, cardLink, followUpPosted: posted.has("follow-up") };
}

async function bring(deps: PublishDeps, operation: Operation, planned: PlannedMessage, posted: Posted) {
  const shown = posted.get(planned.role);
  if (!shown) return postMissing(deps, operation, planned, posted);
  if (!planned.redrawn || isShown(shown.digest, operation, planned)) return;
  await redraw(deps, operation, planned, posted, isGone);
}

async function redraw(
  deps: PublishDeps,
  operation: Operation,
  planned: PlannedMessage,
  posted: Posted,
  isLost: (failure: SlackFailure) => boolean,
): Promise<void> {
  const shown = posted.get(planned.role);
  if (!shown) return;
  try {
    await deps.calls.edit(operation.id, planned, shown.channelId, shown.ts);
  } catch (error) {
    const failure = slackFailure(error);
    if (!isLost(failure)) throw error;
    deps.logger.warn(
      { operationId: operation.id, role: planned.role, failure },
      "a message cannot be edited; posting it anew",
    );
    return postUnderCard(deps, operation, planned, posted);
  }
  await keep(deps, { ...shown, digest: plannedDigest(operation, planned) }, posted);
}

async function postMissing(
  deps: PublishDeps,
  operation: Operation,
  planned: PlannedMessage,
  posted: Posted,
): Promise<void> {
  if (deps.doubts.has(operation.id, planned.role)) {
    await deps.doubts.ripe(operation.id, planned.role);
    const since = new Date(operation.request.at.getTime() - CLOCK_TOLERANCE_MS);
    const ts = await deps.find(operation.id, planned, threadOf(planned, posted), since);
    deps.doubts.settle(operation.id, planned.role);
    if (ts) {
      // What it shows is not known: no digest, so that it is redrawn.
      await keepNew(deps, operation, planned, ts, "", posted);
      return bring(deps, operation, planned, posted);
    }
  }
  await postUnderCard(deps, operation, planned, posted);
}

/** Where the card is gone, it is posted anew first. */
async function postUnderCard(
  deps: PublishDeps,
  operation: Operation,
  planned: PlannedMessage,
  posted: Posted,
): Promise<void> {
  try {
    await postNow(deps, operation, planned, posted);
  } catch (error) {
    if (!planned.inThread || !isGone(slackFailure(error))) throw error;
    deps.logger.warn({ operationId: operation.id, role: "card" }, "a message was deleted; posting it anew");
    await postNow(deps, operation, plannedCard(operation, options(deps, posted)), posted);
    await postNow(deps, operation, planned, posted);
  }
}

async function postNow(deps: PublishDeps, operation: Operation, planned: PlannedMessage, posted: Posted) {
  let ts: string;
  try {
    ts = await deps.calls.post(operation.id, planned, threadOf(planned, posted));
  } catch (error) {
    if (slackFailure(error).kind === "unknown") deps.doubts.add(operation.id, planned.role);
    throw error;
  }
  await keepNew(deps, operation, planned, ts, plannedDigest(operation, planned), posted);
}

function threadOf(planned: PlannedMessage, posted: Posted): string | null {
  return planned.inThread ? (posted.get("card")?.ts ?? null) : null;
}

/** The place is recorded before anything else is asked of Slack: a crash in between would post it again. */
async function keepNew(
  deps: PublishDeps,
  operation: Operation,
  planned: PlannedMessage,
  ts: string,
  digest: string,
  posted: Posted,
): Promise<void> {
  const { role, channelId } = planned;
  await keep(deps, { operationId: operation.id, role, channelId, ts, permalink: null, digest }, posted);
}

async function keep(deps: PublishDeps, message: PostedMessage, posted: Posted): Promise<void> {
  await deps.store.messages.record(message);
  posted.set(message.role, message);
}

async function completePermalink(deps: PublishDeps, posted: Posted): Promise<void> {
  const card = posted.get("card");
  if (!card || card.permalink !== null) return;
  const permalink = await deps.calls.permalink(card.channelId, card.ts);
  if (permalink !== null) await keep(deps, { ...card, permalink }, posted);
}
