import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { RoleGrant } from "../access.ts";
import { type Clock, sleep } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import type { Store } from "../store/store.ts";
import { createIntentAges } from "./intent-ages.ts";
import { createLookLoop } from "./look-loop.ts";
import { createNoticeKeeper } from "./notice-keeper.ts";
import { createPublishBackoff, isHopeless, type PublishBackoff } from "./publish-backoff.ts";
import { createPublishCalls } from "./publish-calls.ts";
import { openPublishDesk } from "./publish-desk.ts";
import { LeaseLostError, NoTurnError, slackFailure, UnwantedCallError } from "./publish-errors.ts";
import { createFindPosted } from "./publish-find.ts";
import { createEnsureFollowUp } from "./publish-follow-up.ts";
import { createPublishLease, leaseEnd, type PublishLease } from "./publish-lease.ts";
import { type PublishDeps, publishOperation } from "./publish-operation.ts";
import { createPace } from "./publish-pace.ts";
import { createPublishQueue } from "./publish-queue.ts";

const LOOK_INTERVAL_MS = 1000;
const MOST_AT_ONCE = 10;
/** As long as ten operations at once may wait for each other, and shorter than a lease. */
export const LONGEST_TURN_MS = 12_000;
const STOP_LIMIT_MS = 8_000;

export interface PublisherDeps {
  store: Store;
  /** With retries off and 429s rejected: what may be repeated is decided here. */
  slack: WebClient;
  clock: Clock;
  logger: Logger;
  announceChannel: string | null;
  approverPing: readonly RoleGrant[];
  /** Names this process in leases. */
  owner: string;
  /** Told when Slack shows a version of an operation. */
  published?: (operation: Operation) => void;
  /** Told when a look for what is to be shown begins. */
  turned?: (() => void) | undefined;
}

export interface Publisher {
  /** Slack is not waited for. */
  start(): void;
  /**
   * Sends nothing more, and waits `limitMs` (8 s) at most for calls under way. Whatever has none is let go of at
   * once, so that another process goes on; the rest keeps its lease, as its outcome is not known.
   */
  stop(limitMs?: number): Promise<void>;
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

/**
 * Posts and edits until Slack shows what the store says: one at a time per operation, whatever the number of
 * processes; several operations at once.
 */
export function createPublisher(deps: PublisherDeps): Publisher {
  const { store, clock, logger, owner } = deps;
  const stopping = new AbortController();
  const ages = createIntentAges(clock);
  const backoff = createPublishBackoff(clock);
  const queue = createPublishQueue();
  const pace = createPace(clock, stopping.signal);
  const find = createFindPosted(deps);
  const notices = createNoticeKeeper({ ...deps, ages });
  const shared = { ...deps, pace, queue, ages, find, stopping: stopping.signal };
  /** A follow-up of the same operation, for which a restart waits, takes its turn away. */
  const callsUntil = (over: AbortSignal) =>
    createPublishCalls({
      ...shared,
      wish: () => ({ longestWaitMs: LONGEST_TURN_MS, isUrgent: false, over }),
    });
  const look = async () => {
    deps.turned?.();
    const inHand = queue.operationIds();
    const limit = MOST_AT_ONCE - inHand.length;
    if (limit <= 0) return;
    const claimed = await store.messages.claimUnpublished({
      now: clock.now(),
      owner,
      leaseUntil: leaseEnd(clock),
      limit,
      except: [...inHand.map((id) => ({ id, version: null })), ...backoff.resting()],
    });
    for (const operation of claimed) {
      const lease = createPublishLease(deps, operation.id);
      queue
        .alone(operation.id, (awaited) =>
          publishClaimed({ ...shared, backoff, calls: callsUntil(awaited) }, operation, lease),
        )
        .then(wake, (error) => {
          logger.error(
            { operationId: operation.id, err: error },
            "could not read or record what Slack shows",
          );
        });
    }
  };

  const loop = createLookLoop({
    clock,
    intervalMs: LOOK_INTERVAL_MS,
    look,
    failed: (error) => logger.error({ err: error }, "could not look for unpublished operations"),
  });
  const wake = () => {
    loop.wake();
    notices.wake();
  };

  return {
    start: () => {
      loop.start();
      notices.start();
    },
    stop: async (limitMs = STOP_LIMIT_MS) => {
      stopping.abort();
      const over = new AbortController();
      const ended = Promise.all([loop.stop(), notices.stop()]).then(() => queue.drained());
      await Promise.race([ended, sleep(clock, limitMs, over.signal)]);
      over.abort();
    },
    wake,
    ensureFollowUp: createEnsureFollowUp(shared),
  };
}

/** Draws the operation as it stood when it was claimed; what has changed since is the next claim's. */
async function publishClaimed(
  deps: PublishDeps & { backoff: PublishBackoff; published?: (operation: Operation) => void },
  operation: Operation,
  lease: PublishLease,
): Promise<void> {
  const { store, logger, backoff } = deps;
  const { id: operationId, version } = operation;
  const desk = await openPublishDesk(store, operation, lease);
  try {
    await publishOperation(deps, desk);
    backoff.succeeded(operationId);
  } catch (error) {
    if (error instanceof LeaseLostError) {
      logger.info({ operationId, version }, "another process publishes an operation that was in hand here");
      return;
    }
    if (error instanceof UnwantedCallError) return desk.close(null);
    const failure = slackFailure(error);
    const { attempts, pauseMs } = backoff.failed(operation, failure);
    // That a channel is busy is nothing to be mended.
    const level = error instanceof NoTurnError ? "debug" : "warn";
    logger[level]({ operationId, failure, attempts, pauseMs, err: error }, "could not publish an operation");
    if (!isHopeless(operation, failure, attempts)) return desk.closeAfter(failure);
    backoff.succeeded(operationId);
    logger.error(
      { operationId, version, failure, attempts },
      "gave up publishing this version of an operation",
    );
  }
  await desk.close(version);
  deps.published?.(operation);
}
