import type { WebClient } from "@slack/web-api";
import { type Clock, sleep } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import { createPublishCalls } from "./publish-calls.ts";
import { openPublishDesk } from "./publish-desk.ts";
import { LeaseLostError, NoTurnError, slackFailure, UnwantedCallError } from "./publish-errors.ts";
import { createPublishLease, leaseEnd } from "./publish-lease.ts";
import { type PublishDeps, publishFollowUp } from "./publish-operation.ts";
import type { Pace } from "./publish-pace.ts";
import type { PublishQueue } from "./publish-queue.ts";

/**
 * Well below the lease of the worker that waits for it, which has looked at ngrok before and has to record what
 * comes next, so that nobody else takes the operation meanwhile.
 */
export const FOLLOW_UP_LIMIT_MS = 10_000;
const RETRY_MS = 1000;
/** Another process draws the card just now, which seldom takes longer. */
const HELD_RETRY_MS = 250;
const LEFT_FOR_THE_CALL_MS = 1000;

/** In these a restart is still to be called; in `restarting`, perhaps once more. */
const RESTARTABLE: readonly Operation["state"][] = ["scheduled", "waiting", "restarting"];

type Deps = Omit<PublishDeps, "calls" | "assertWanted"> & {
  slack: WebClient;
  clock: Clock;
  pace: Pace;
  queue: PublishQueue;
  owner: string;
};

/** The promise behind every restart: Slack has the message that will report it, or the restart is not called. */
export function createEnsureFollowUp(deps: Deps) {
  const { clock, queue, logger, store } = deps;

  /** The plan may change while its turn is waited for: what is drawn here would then be shown for ever. */
  const assertCurrent = async ({ id, version }: Operation, signal: AbortSignal) => {
    const operation = await store.operations.get(id);
    if (operation?.version !== version || !RESTARTABLE.includes(operation.state)) {
      throw new UnwantedCallError("The operation has changed since its follow-up was asked for");
    }
    if (signal.aborted) throw new UnwantedCallError("The follow-up came too late");
  };

  /** How long to wait before the next try; null where it is the worker's: soon, and then ever more seldom. */
  const noted = (operationId: string, error: unknown): number | null => {
    if (error instanceof LeaseLostError) return HELD_RETRY_MS;
    const failure = slackFailure(error);
    // That a channel is busy is nothing to be mended.
    const level = error instanceof NoTurnError ? "debug" : "warn";
    logger[level]({ operationId, failure, err: error }, "could not show a follow-up");
    if (error instanceof UnwantedCallError) return null;
    if (failure.kind === "rate-limited") return failure.retryAfterMs;
    return failure.kind === "never-sent" ? RETRY_MS : null;
  };

  const tryUntil = async (operation: Operation, deadlineMs: number, signal: AbortSignal): Promise<void> => {
    const assertWanted = () => assertCurrent(operation, signal);
    // A restart waits for it, and nobody for a card that is drawn anew.
    const wish = () => ({
      longestWaitMs: deadlineMs - clock.monotonicMs() - LEFT_FOR_THE_CALL_MS,
      isUrgent: true,
    });
    const publishDeps = { ...deps, assertWanted, calls: createPublishCalls({ ...deps, wish }) };
    for (;;) {
      try {
        return await queue.alone(operation.id, async () => {
          await assertWanted();
          await showLeased(deps, publishDeps, operation);
        });
      } catch (error) {
        const pauseMs = noted(operation.id, error);
        if (pauseMs === null || clock.monotonicMs() + pauseMs >= deadlineMs) throw error;
        await sleep(clock, pauseMs, signal);
      }
    }
  };

  return async (operation: Operation): Promise<boolean> => {
    const abandoned = new AbortController();
    let cancelTimer = () => {};
    const limit = new Promise<never>((_, reject) => {
      cancelTimer = clock.setTimer(() => {
        abandoned.abort();
        reject(new Error(`Slack did not show the follow-up within ${FOLLOW_UP_LIMIT_MS / 1000} s`));
      }, FOLLOW_UP_LIMIT_MS);
    });
    const deadlineMs = clock.monotonicMs() + FOLLOW_UP_LIMIT_MS;
    const shown = tryUntil(operation, deadlineMs, abandoned.signal).then(
      () => true,
      (error: unknown) => {
        if (error instanceof UnwantedCallError) return false;
        throw error;
      },
    );
    return Promise.race([shown, limit]).finally(cancelTimer);
  };
}

/** @throws LeaseLostError where another process has the operation in hand */
async function showLeased(deps: Deps, publishDeps: PublishDeps, operation: Operation): Promise<void> {
  const { store, clock, owner } = deps;
  const lease = { now: clock.now(), until: leaseEnd(clock) };
  if (!(await store.messages.hold(operation.id, owner, lease))) throw new LeaseLostError();
  const desk = await openPublishDesk(store, operation, createPublishLease(deps, operation.id));
  try {
    await publishFollowUp(publishDeps, desk);
  } catch (error) {
    await desk.closeAfter(slackFailure(error));
    throw error;
  }
  await desk.close(null);
}
