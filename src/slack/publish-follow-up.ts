import { type Clock, sleep } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import { isLasting, slackFailure } from "./publish-errors.ts";
import { type PublishDeps, publishFollowUp } from "./publish-operation.ts";
import type { PublishQueue } from "./publish-queue.ts";

// Below the lease of the worker that waits for it, so that nobody else takes the operation meanwhile.
const LIMIT_MS = 12_000;
const RETRY_MS = 1000;

/** The promise behind every restart: Slack has the message that will report it, or the restart is not called. */
export function createEnsureFollowUp(deps: PublishDeps & { clock: Clock; queue: PublishQueue }) {
  const { clock, queue, logger } = deps;

  const tryUntil = async (operation: Operation, deadlineMs: number): Promise<void> => {
    for (;;) {
      try {
        return await queue.alone(operation.id, () => publishFollowUp(deps, operation));
      } catch (error) {
        const failure = slackFailure(error);
        logger.warn({ operationId: operation.id, failure, err: error }, "could not post a follow-up");
        const pauseMs = failure.kind === "rate-limited" ? failure.retryAfterMs : RETRY_MS;
        const isLate = clock.monotonicMs() + pauseMs >= deadlineMs;
        // What was not answered is looked for with the next attempt, which is the worker's to make.
        if (isLate || isLasting(failure) || failure.kind === "unknown") throw error;
        await sleep(clock, pauseMs);
      }
    }
  };

  return (operation: Operation) =>
    within(clock, LIMIT_MS, tryUntil(operation, clock.monotonicMs() + LIMIT_MS));
}

function within(clock: Clock, limitMs: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(() => {
      reject(new Error(`Slack did not show the follow-up within ${limitMs / 1000} s`));
    }, limitMs);
    work.then(resolve, reject).finally(cancel);
  });
}
