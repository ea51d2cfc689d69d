import type { Logger } from "pino";
import type { RoleGrant } from "../access.ts";
import type { PostIntent, Store } from "../store/store.ts";
import type { IntentAges } from "./intent-ages.ts";
import type { MessagePlace, PublishCalls } from "./publish-calls.ts";
import type { PublishDesk } from "./publish-desk.ts";
import {
  isGone,
  isUneditable,
  type SlackFailure,
  slackFailure,
  UnwantedCallError,
} from "./publish-errors.ts";
import type { FindPosted } from "./publish-find.ts";
import {
  isShown,
  type PlannedMessage,
  type PlanOptions,
  placeOf,
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
  approverPing: readonly RoleGrant[];
  ages: IntentAges;
  /** Once aborted, nothing more is sent. */
  stopping: AbortSignal;
  /** Asked before each post and edit; by throwing it keeps it from being made. */
  assertWanted?: () => Promise<void>;
}

/**
 * Brings Slack to what the operation says: posts what is missing, edits what differs, in order.
 * May run twice; what Slack already shows is left alone. A message that Slack refuses does not silence the others.
 * @throws what Slack answered: its first refusal, once the rest is done; at once where it can't be asked for more,
 * or LeaseLostError
 */
export async function publishOperation(deps: PublishDeps, desk: PublishDesk): Promise<void> {
  const refusals: unknown[] = [];
  const bringOrNote = async (planned: PlannedMessage) => {
    try {
      await bring(deps, desk, planned);
    } catch (error) {
      if (slackFailure(error).kind !== "refused") throw error;
      refusals.push(error);
    }
  };
  // The card first: the others are looked for in its thread.
  await settle(deps, desk, "card");
  for (const role of [...desk.doubts.keys()]) await settle(deps, desk, role);
  const [card] = plannedMessages(desk.operation, options(deps, desk));
  if (!card) return;
  await bringOrNote(card);
  await completePermalink(deps, desk);
  for (const planned of plannedMessages(desk.operation, options(deps, desk)).slice(1)) {
    if (!planned.inThread || desk.posted.has("card")) await bringOrNote(planned);
  }
  if (refusals.length > 0) throw refusals[0];
}

/**
 * Posts the follow-up, and the card before it. One that is posted already is edited even if it would look the same:
 * that it was there once does not say that Slack can be reached now, nor that it is there still.
 */
export async function publishFollowUp(deps: PublishDeps, desk: PublishDesk): Promise<void> {
  await settle(deps, desk, "card");
  await settle(deps, desk, "follow-up");
  if (!desk.posted.has("card")) await bring(deps, desk, plannedCard(desk.operation, options(deps, desk)));
  const planned = plannedFollowUp(desk.operation, { isCallNext: true });
  if (!desk.posted.has("follow-up")) return bring(deps, desk, planned);
  await redraw(deps, desk, planned, cannotReport);
}

function cannotReport(failure: SlackFailure): boolean {
  return isGone(failure) || isUneditable(failure);
}

function options({ announceChannel, approverPing }: PublishDeps, { posted }: PublishDesk): PlanOptions {
  const cardLink = posted.get("card")?.permalink ?? null;
  return { announceChannel, approverPing, cardLink, followUpPosted: posted.has("follow-up") };
}

/** Where an earlier post's outcome is not known, Slack is asked whether it has the message. */
async function settle(deps: PublishDeps, desk: PublishDesk, role: string): Promise<void> {
  const intent = desk.doubts.get(role);
  if (!intent) return;
  const key = keyOf(intent);
  await deps.ages.ripe(key, deps.stopping);
  const sought = soughtFor(deps, desk, intent);
  const ts = await deps.find(sought, () => beforeLook(deps, desk));
  if (ts === null) return desk.keepRefused(intent);
  const { channelId } = sought;
  // What it shows is not known: no digest, so that it is redrawn.
  const found = { operationId: desk.operation.id, role, channelId, ts, permalink: null, digest: "" };
  await desk.keepPosted(found, intent);
}

function soughtFor(
  { announceChannel }: PublishDeps,
  desk: PublishDesk,
  { operationId, role, at }: PostIntent,
) {
  const { channelId, inThread } = placeOf(desk.operation, role, announceChannel);
  return {
    operationId,
    role,
    channelId: (inThread && desk.posted.get("card")?.channelId) || channelId,
    threadTs: inThread ? threadOf(desk) : null,
    since: new Date(at.getTime() - CLOCK_TOLERANCE_MS),
    after: desk.posted.get(role)?.ts ?? null,
  };
}

async function beforeLook({ stopping }: PublishDeps, desk: PublishDesk): Promise<void> {
  if (stopping.aborted) throw new UnwantedCallError("The publisher stops");
  await desk.cover();
}

async function beforeEdit(deps: PublishDeps, desk: PublishDesk): Promise<void> {
  await deps.assertWanted?.();
  await beforeLook(deps, desk);
}

async function bring(deps: PublishDeps, desk: PublishDesk, planned: PlannedMessage): Promise<void> {
  const shown = desk.posted.get(planned.role);
  if (!shown) return postUnderCard(deps, desk, planned);
  if (!planned.redrawn || isShown(shown.digest, desk.operation, planned)) return;
  await redraw(deps, desk, planned, isGone);
}

async function redraw(
  deps: PublishDeps,
  desk: PublishDesk,
  planned: PlannedMessage,
  isLost: (failure: SlackFailure) => boolean,
): Promise<void> {
  const { operation, posted } = desk;
  const shown = posted.get(planned.role);
  if (!shown) return;
  try {
    await deps.calls.edit(operation.id, planned, shown, () => beforeEdit(deps, desk));
  } catch (error) {
    const failure = slackFailure(error);
    if (!isLost(failure)) throw error;
    deps.logger.warn(
      { operationId: operation.id, role: planned.role, failure },
      "a message cannot be edited; posting it anew",
    );
    return postUnderCard(deps, desk, planned);
  }
  desk.keepRedrawn({ ...shown, digest: plannedDigest(operation, planned) });
}

/** Where the card is gone, it is posted anew first. */
async function postUnderCard(deps: PublishDeps, desk: PublishDesk, planned: PlannedMessage): Promise<void> {
  try {
    await post(deps, desk, planned);
  } catch (error) {
    if (!planned.inThread || !isGone(slackFailure(error))) throw error;
    const { operation } = desk;
    deps.logger.warn({ operationId: operation.id, role: "card" }, "a message was deleted; posting it anew");
    await post(deps, desk, plannedCard(operation, options(deps, desk)));
    await post(deps, desk, planned);
  }
}

/** The place is recorded before anything else is asked of Slack: a crash in between has it looked for. */
async function post(deps: PublishDeps, desk: PublishDesk, planned: PlannedMessage): Promise<void> {
  const { operation } = desk;
  const { role } = planned;
  let intent = null as PostIntent | null;
  const intend = async () => {
    await deps.assertWanted?.();
    intent = await desk.intend(role);
  };
  let place: MessagePlace;
  try {
    place = await deps.calls.post(operation.id, planned, planned.inThread ? threadOf(desk) : null, intend);
  } catch (error) {
    if (intent && slackFailure(error).kind === "unknown") deps.ages.unanswered(keyOf(intent));
    else if (intent) desk.keepRefused(intent);
    throw error;
  }
  if (!intent) throw new Error("A message was posted without its intent");
  const digest = plannedDigest(operation, planned);
  await desk.keepPosted({ operationId: operation.id, role, ...place, permalink: null, digest }, intent);
}

function keyOf({ operationId, role, at }: PostIntent) {
  return [operationId, role, at] as const;
}

function threadOf({ posted }: PublishDesk): string | null {
  return posted.get("card")?.ts ?? null;
}

async function completePermalink(deps: PublishDeps, desk: PublishDesk): Promise<void> {
  const card = desk.posted.get("card");
  if (!card || card.permalink !== null) return;
  await beforeLook(deps, desk);
  const permalink = await deps.calls.permalink(card.channelId, card.ts);
  if (permalink !== null) desk.keepRedrawn({ ...card, permalink });
}
