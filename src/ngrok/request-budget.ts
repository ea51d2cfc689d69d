import type { Clock } from "../clock.ts";
import { NgrokConnectionError, NgrokRateLimitError } from "./errors.ts";

export type Priority = "person" | "background";

/** The account's request limit, shared by all who call. */
export interface RequestBudget {
  /**
   * Resolves when one request may be sent, which counts from then on.
   * @throws NgrokRateLimitError as soon as it is plain that `waitMs` will not do
   * @throws NgrokConnectionError (`not-done`) when `signal` is aborted before
   */
  take(request: { priority: Priority; waitMs: number; signal?: AbortSignal | undefined }): Promise<void>;
  /** ngrok turned a request away: nobody sends for `pauseMs`. A shorter pause never ends a longer one. */
  pause(pauseMs: number): Promise<void>;
}

interface Waiter {
  priority: Priority;
  grant: () => void;
}

const WINDOW_MS = 60_000;
// The bot's own looks leave one request in five to people, who would else wait for a whole window.
const BACKGROUND_SHARE = 0.8;

/**
 * At most `perMinute` requests in any 60 s, for this process. People go before background work, and each
 * kind goes in the order of asking.
 */
export function createRequestBudget(deps: { clock: Clock; perMinute: number }): RequestBudget {
  const { clock, perMinute } = deps;
  if (!Number.isInteger(perMinute) || perMinute < 1) throw new RangeError("perMinute must be 1 or more");
  const allowed = { person: perMinute, background: Math.ceil(perMinute * BACKGROUND_SHARE) };
  const waiting: Record<Priority, Waiter[]> = { person: [], background: [] };
  let sentAtMs: number[] = [];
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let cancelWake = () => {};

  /** When a request goes that has `ahead` others before it; too early where those ahead are yet to be sent. */
  const opensAtMs = (priority: Priority, ahead: number) => {
    const nowMs = clock.monotonicMs();
    sentAtMs = sentAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    const missing = sentAtMs.length + ahead - allowed[priority];
    const freedBy = missing < 0 ? undefined : (sentAtMs[missing] ?? nowMs);
    return Math.max(nowMs, pausedUntilMs, freedBy === undefined ? nowMs : freedBy + WINDOW_MS);
  };

  const serve = () => {
    cancelWake();
    cancelWake = () => {};
    for (let next = firstWaiter(waiting); next; next = firstWaiter(waiting)) {
      const waitMs = opensAtMs(next.priority, 0) - clock.monotonicMs();
      if (waitMs > 0) {
        cancelWake = clock.setTimer(serve, waitMs);
        return;
      }
      waiting[next.priority].shift();
      sentAtMs.push(clock.monotonicMs());
      next.grant();
    }
  };

  const waitTurn = (priority: Priority, waitMs: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const leave = (error: Error) => {
        settle();
        waiting[priority] = waiting[priority].filter((other) => other !== waiter);
        reject(error);
        serve();
      };
      const onAbort = () => leave(givenUp(signal));
      const onLimit = () =>
        leave(new NgrokRateLimitError(Math.max(1, opensAtMs(priority, 0) - clock.monotonicMs())));
      const cancelLimit = clock.setTimer(onLimit, waitMs);
      const settle = () => {
        cancelLimit();
        signal?.removeEventListener("abort", onAbort);
      };
      const waiter: Waiter = {
        priority,
        grant: () => {
          settle();
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      waiting[priority].push(waiter);
      serve();
    });

  return {
    take: async ({ priority, waitMs, signal }) => {
      if (signal?.aborted) throw givenUp(signal);
      const ahead = waiting.person.length + (priority === "person" ? 0 : waiting.background.length);
      const neededMs = opensAtMs(priority, ahead) - clock.monotonicMs();
      if (neededMs > waitMs) throw new NgrokRateLimitError(neededMs);
      await waitTurn(priority, waitMs, signal);
    },
    pause: async (pauseMs) => {
      pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + pauseMs);
      serve();
    },
  };
}

function firstWaiter(waiting: Record<Priority, Waiter[]>): Waiter | undefined {
  return waiting.person[0] ?? waiting.background[0];
}

function givenUp(signal: AbortSignal | undefined): NgrokConnectionError {
  return new NgrokConnectionError("the call was given up before it was sent", "not-done", {
    cause: signal?.reason,
  });
}
