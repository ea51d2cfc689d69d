import type { WebClient } from "@slack/web-api";
import { type Clock, sleep } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import { createPublishCalls } from "./publish-calls.ts";
import { slackFailure, UnwantedCallError } from "./publish-errors.ts";
import { type PublishDeps, publishFollowUp } from "./publish-operation.ts";
import type { Pace } from "./publish-pace.ts";
import type { PublishQueue } from "./publish-queue.ts";

/**
 * Well below the lease of the worker that waits for it, which has looked at ngrok before and has to record what
 * comes next, so that nobody else takes the operation meanwhile.
 */
export const FOLLOW_UP_LIMIT_MS = 10_000;
const RETRY_MS = 1000;
const LEFT_FOR_THE_CALL_MS = 1000;

/** In these a restart is still to be called; in `restarting`, perhaps once more. */
const RESTARTABLE: readonly Operation["state"][] = ["scheduled", "waiting", "restarting"];

type Deps = Omit<PublishDeps, "calls"> & { slack: WebClient; clock: Clock; pace: Pace; queue: PublishQueue };

/** The promise behind every restart: Slack has the message that will report it, or the restart is not called. */
export function createEnsureFollowUp(deps: Deps) {
  const { clock, queue, logger, store } = deps;

  /** The plan may change while its turn is waited for: what is drawn here would then be shown for ever. */
  const assertWanted = async ({ id, version }: Operation, signal: AbortSignal) => {
    const operation = await store.operations.get(id);
    if (operation?.version !== version || !RESTARTABLE.includes(operation.state)) {
      throw new UnwantedCallError("The operation has changed since its follow-up was asked for");
    }
    if (signal.aborted) throw new UnwantedCallError("The follow-up came too late");
  };

  const tryUntil = async (operation: Operation, deadlineMs: number, signal: AbortSignal): Promise<void> => {
    const beforeCall = () => assertWanted(operation, signal);
    const longestWaitMs = () => deadlineMs - clock.monotonicMs() - LEFT_FOR_THE_CALL_MS;
    const publishDeps = { ...deps, calls: createPublishCalls({ ...deps, beforeCall, longestWaitMs }) };
    for (;;) {
      try {
        return await queue.alone(operation.id, async () => {
          await beforeCall();
          await publishFollowUp(publishDeps, operation);
        });
      } catch (error) {
        const failure = slackFailure(error);
        logger.warn({ operationId: operation.id, failure, err: error }, "could not show a follow-up");
        const pauseMs = failure.kind === "rate-limited" ? failure.retryAfterMs : RETRY_MS;
        const isLate = clock.monotonicMs() + pauseMs >= deadlineMs;
        // What was refused or not answered is the worker's to try again: soon, and then ever more seldom.
        const mayRepeat = failure.kind === "rate-limited" || failure.kind === "never-sent";
        if (isLate || !mayRepeat || error instanceof UnwantedCallError) throw error;
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
