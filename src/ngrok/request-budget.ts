import type { Clock } from "../clock.ts";
import { NgrokConnectionError, NgrokRateLimitError } from "./errors.ts";
import { createLocalWindow, type Priority, priorities } from "./local-window.ts";

export type { Priority } from "./local-window.ts";

/** The account's request limit, shared by all who call. */
export interface RequestBudget {
  /**
   * Resolves when one request may be sent, which counts from then on.
   * @throws NgrokRateLimitError as soon as it is plain that `waitMs` will not do
   * @throws NgrokConnectionError (`not-done`) when `signal` is aborted before, or other processes cannot be asked
   */
  take(request: { priority: Priority; waitMs: number; signal?: AbortSignal | undefined }): Promise<void>;
  /** ngrok turned a request away: nobody sends for `pauseMs`. A shorter pause never ends a longer one. */
  pause(pauseMs: number): Promise<void>;
  /** How many more this process may send just now, by its own count. */
  left(): number;
  /** Whether this process has used more than half of them, or all who share them have used them up, in the last minute. */
  isShort(): boolean;
}

/** What several processes count together. `take` counts one request, unless `allowed` were sent in the last 60 s. */
export interface SharedWindow {
  take(allowed: number): Promise<{ granted: true } | { granted: false; waitMs: number }>;
  pause(pauseMs: number): Promise<void>;
  /** A grant that took longer than this to come is void. */
  grantLastsMs: number;
}

interface Waiter {
  priority: Priority;
  grant(): void;
  leave(error: Error): void;
}

// So that clocks that disagree by a little make nobody ask again at once.
const SHORTEST_WAIT_MS = 10;

/**
 * At most `perMinute` requests in any 60 s, of this process and of all that share the window. People go before
 * background work, and each kind goes in the order of asking.
 */
export function createRequestBudget(deps: {
  clock: Clock;
  perMinute: number;
  shared?: SharedWindow | null;
}): RequestBudget {
  const { clock, shared = null } = deps;
  const window = createLocalWindow(deps);
  const waiting: Record<Priority, Waiter[]> = { person: [], background: [] };
  const first = () => priorities.flatMap((priority) => waiting[priority].slice(0, 1))[0];
  const grant = (waiter: Waiter) => {
    waiting[waiter.priority].shift();
    window.count();
    waiter.grant();
  };
  const serve = createServer({
    ...deps,
    shared,
    window,
    first,
    grant,
    all: () => Object.values(waiting).flat(),
  });

  const waitTurn = (priority: Priority, waitMs: number, signal: AbortSignal | undefined) =>
    new Promise<void>((resolve, reject) => {
      const leave = (error: Error) => {
        settle();
        waiting[priority] = waiting[priority].filter((other) => other !== waiter);
        reject(error);
        serve();
      };
      const onAbort = () => leave(givenUp(signal?.reason));
      const onLimit = () =>
        leave(new NgrokRateLimitError(Math.max(1, window.opensAtMs(priority, 0) - clock.monotonicMs())));
      const cancelLimit = clock.setTimer(onLimit, waitMs);
      const settle = () => {
        cancelLimit();
        signal?.removeEventListener("abort", onAbort);
      };
      const waiter: Waiter = {
        priority,
        leave,
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
    left: window.left,
    isShort: window.isShort,
    take: async ({ priority, waitMs, signal }) => {
      if (signal?.aborted) throw givenUp(signal.reason);
      const ahead = waiting.person.length + (priority === "person" ? 0 : waiting.background.length);
      const neededMs = window.opensAtMs(priority, ahead) - clock.monotonicMs();
      if (neededMs > waitMs) throw new NgrokRateLimitError(neededMs);
      // Nobody is ahead, and nobody else to be asked: nothing to wait for.
      if (neededMs <= 0 && !shared && !first()) return window.count();
      await waitTurn(priority, waitMs, signal);
    },
    pause: async (pauseMs) => {
      window.pause(pauseMs);
      // This process keeps to it anyway; what the others are not told, ngrok tells them.
      shared?.pause(pauseMs).catch(() => {});
      serve();
    },
  };
}

interface ServerDeps {
  clock: Clock;
  shared: SharedWindow | null;
  window: ReturnType<typeof createLocalWindow>;
  first(): Waiter | undefined;
  all(): Waiter[];
  grant(waiter: Waiter): void;
}

/** Lets those go whose turn has come. Where a window is shared, it is asked for one at a time. */
function createServer({ clock, shared, window, first, all, grant }: ServerDeps): () => void {
  let cancelWake = () => {};
  let isAsking = false;

  const ask = async (priority: Priority, others: SharedWindow) => {
    const askedAtMs = clock.monotonicMs();
    const answer = await others.take(window.allowed[priority]);
    const nowMs = clock.monotonicMs();
    if (!answer.granted) return window.openAt(priority, nowMs + Math.max(answer.waitMs, SHORTEST_WAIT_MS));
    // Whoever asked may have left meanwhile; what was granted to a person is not for background work.
    const next = first();
    const fits = next !== undefined && (next.priority === priority || next.priority === "person");
    if (fits && nowMs - askedAtMs <= others.grantLastsMs) grant(next);
  };

  const askAndServe = (priority: Priority, others: SharedWindow) => {
    isAsking = true;
    ask(priority, others)
      .catch((error: unknown) => {
        for (const waiter of all()) waiter.leave(unasked(error));
      })
      .finally(() => {
        isAsking = false;
        serve();
      });
  };

  const serve = () => {
    cancelWake();
    cancelWake = () => {};
    for (let next = first(); next && !isAsking; next = first()) {
      const waitMs = window.opensAtMs(next.priority, 0) - clock.monotonicMs();
      if (waitMs > 0) {
        cancelWake = clock.setTimer(serve, waitMs);
        return;
      }
      if (shared) return askAndServe(next.priority, shared);
      grant(next);
    }
  };
  return serve;
}

function givenUp(cause: unknown): NgrokConnectionError {
  return new NgrokConnectionError("the call was given up before it was sent", "not-done", {
    cause,
    failure: "given-up",
  });
}

function unasked(cause: unknown): NgrokConnectionError {
  return new NgrokConnectionError(
    "the call was not sent, as the database could not be asked for room within the request limit",
    "not-done",
    { cause },
  );
}
