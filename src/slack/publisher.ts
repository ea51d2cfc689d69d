import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { type Clock, sleep } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import type { Store } from "../store/store.ts";
import { createPublishBackoff, isHopeless, type PublishBackoff } from "./publish-backoff.ts";
import { createPublishCalls } from "./publish-calls.ts";
import { createPublishDoubts } from "./publish-doubts.ts";
import { slackFailure } from "./publish-errors.ts";
import { createFindPosted } from "./publish-find.ts";
import { createEnsureFollowUp } from "./publish-follow-up.ts";
import { type PublishDeps, publishOperation } from "./publish-operation.ts";
import { createPace } from "./publish-pace.ts";
import { createPublishQueue } from "./publish-queue.ts";

const LOOK_INTERVAL_MS = 1000;
const MOST_AT_ONCE = 10;
const MOST_PER_LOOK = 50;
const MOST_EARLIER = 1000;
const STOP_LIMIT_MS = 10_000;

export interface PublisherDeps {
  store: Store;
  /** With retries off and 429s rejected: what may be repeated is decided here. */
  slack: WebClient;
  clock: Clock;
  logger: Logger;
  announceChannel: string | null;
  approverPing: readonly string[];
}

export interface Publisher {
  /** Resolves once what an earlier process may have left is known; Slack is not waited for. */
  start(): Promise<void>;
  /** Waits at most 10 s for what is in hand. */
  stop(): Promise<void>;
  /** Something was recorded. Without it a change is seen within a second. */
  wake(): void;
  /**
   * Resolves once Slack has confirmed the follow-up message in the card's thread: a post, or an edit where it is
   * posted already, so that Slack can be reached now. May run twice.
   * @returns false when the operation has changed meanwhile, so that nothing was shown
   * @throws after 10 s at the latest, when Slack could not be brought to show it, and when the operation is no
   * longer the one given; nothing is posted then
   */
  ensureFollowUp(operation: Operation): Promise<boolean>;
}

/** Posts and edits until Slack shows what the store says: one at a time per operation, several operations at once. */
export function createPublisher(deps: PublisherDeps): Publisher {
  const { store, clock, logger } = deps;
  const doubts = createPublishDoubts(clock);
  const backoff = createPublishBackoff(clock);
  const queue = createPublishQueue();
  const pace = createPace(clock);
  const find = createFindPosted(deps);
  const calls = createPublishCalls({ ...deps, pace });
  const publishDeps = { ...deps, calls, doubts, backoff, find };
  let running = false;
  let looking: Promise<void> | null = null;
  let lookOnceMore = false;
  let cancelTimer = () => {};

  const look = async () => {
    const unpublished = await store.messages.unpublished(MOST_PER_LOOK + backoff.size + queue.size);
    for (const { id, version } of unpublished) {
      if (!running || queue.size >= MOST_AT_ONCE) return;
      if (queue.has(id) || backoff.isResting({ id, version })) continue;
      queue
        .alone(id, () => (running ? publishLatest(publishDeps, id) : Promise.resolve()))
        .then(wake, (error) => {
          logger.error({ operationId: id, err: error }, "could not read or record what Slack shows");
        });
    }
  };

  const lookWhileAsked = async () => {
    cancelTimer();
    while (lookOnceMore && running) {
      lookOnceMore = false;
      await look().catch((error) =>
        logger.error({ err: error }, "could not look for unpublished operations"),
      );
    }
    looking = null;
    if (running) cancelTimer = clock.setTimer(wake, LOOK_INTERVAL_MS);
  };

  const wake = () => {
    if (!running) return;
    lookOnceMore = true;
    looking ??= lookWhileAsked();
  };

  return {
    start: async () => {
      running = true;
      const earlier = [
        ...(await store.operations.open()),
        ...(await store.messages.unpublished(MOST_EARLIER)),
      ];
      doubts.addEarlier(earlier.map(({ id }) => id));
      wake();
    },
    stop: async () => {
      running = false;
      cancelTimer();
      await Promise.race([Promise.all([looking, queue.drained()]), sleep(clock, STOP_LIMIT_MS)]);
    },
    wake,
    ensureFollowUp: createEnsureFollowUp({ ...deps, pace, queue, doubts, find }),
  };
}

/** Draws the operation as it stands now, so that a burst of changes is one edit. */
async function publishLatest(
  deps: PublishDeps & { backoff: PublishBackoff },
  operationId: string,
): Promise<void> {
  const { store, logger, backoff } = deps;
  const operation = await store.operations.get(operationId);
  if (!operation) return;
  try {
    await publishOperation(deps, operation);
  } catch (error) {
    const failure = slackFailure(error);
    const { attempts, pauseMs } = backoff.failed(operation, failure);
    logger.warn({ operationId, failure, attempts, pauseMs, err: error }, "could not publish an operation");
    if (!isHopeless(operation, failure, attempts)) return;
    logger.error(
      { operationId, version: operation.version, failure, attempts },
      "gave up publishing this version of an operation",
    );
  }
  await store.messages.markPublished(operationId, operation.version);
  backoff.succeeded(operationId);
}
