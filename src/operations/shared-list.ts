import { type Clock, sleep } from "../clock.ts";
import type { CallOptions } from "../ngrok/client.ts";
import { PAGE_SIZE } from "../ngrok/paging.ts";

// Many restarts at once would else leave no room for themselves within ngrok's request limit.
const AT_ONCE = 5;
const INTERVAL_MS = 10_000;

export interface SharedList<T> {
  /** Entries of a fetch that began at most `oldestMs` ago. A caller's signal ends his wait, not others'. */
  read(oldestMs: number, options?: CallOptions): Promise<T[]>;
  /** Whether `read` takes one request at most, as far as is known: none, or one for a list of a single page. */
  isCheap(oldestMs: number): boolean;
  /** What began before this instant counts for nobody who asks after it, or only for this long. */
  forget(afterMs?: number): void;
}

interface Fetch<T> {
  startedMs: number;
  entries: Promise<T[]>;
  state: "running" | "done" | "failed";
  waiting: number;
  people: number;
  /** From this age on it counts for nobody. */
  lastsMs: number;
  abandon: AbortController;
}

/**
 * One list that is fetched by one fetch at a time, whoever asks. A failed fetch is told to its waiters and not kept.
 * Where the bot's own work asks on and on, it gathers before the next fetch; people never wait for that.
 */
export function createSharedList<T>(
  clock: Clock,
  list: (options: CallOptions) => AsyncIterable<T>,
): SharedList<T> {
  const pace = createPace(clock);
  let latest: Fetch<T> | null = null;
  let lastCount = Number.POSITIVE_INFINITY;

  const start = (): Fetch<T> => {
    const abandon = new AbortController();
    const fetch: Fetch<T> = {
      startedMs: clock.monotonicMs(),
      entries: Promise.resolve([]),
      state: "running",
      waiting: 0,
      people: 0,
      lastsMs: Number.POSITIVE_INFINITY,
      abandon,
    };
    const options: CallOptions = {
      signal: abandon.signal,
      // Asked for again before each page: a person may have joined what the bot began.
      get priority() {
        return fetch.people > 0 ? "person" : "background";
      },
    };
    fetch.entries = collect(list, options).then(
      (entries) => {
        fetch.state = "done";
        lastCount = entries.length;
        return entries;
      },
      (error: unknown) => {
        fetch.state = "failed";
        throw error;
      },
    );
    fetch.entries.catch(() => {});
    return fetch;
  };

  const serves = (fetch: Fetch<T>, oldestMs: number) =>
    fetch.state !== "failed" &&
    !fetch.abandon.signal.aborted &&
    clock.monotonicMs() - fetch.startedMs <= Math.min(oldestMs, fetch.lastsMs);

  /** What a new fetch has to wait for. */
  const hindrance = (isPaced: boolean, signal: AbortSignal | undefined): Promise<void> | null => {
    // Too old for whoever asks, yet under way: two fetches of one list would only slow each other.
    if (latest?.state === "running") return ended(latest);
    const waitMs = isPaced ? pace.waitMs() : 0;
    return waitMs > 0 ? sleep(clock, waitMs, signal) : null;
  };

  const read = async (oldestMs: number, options: CallOptions): Promise<T[]> => {
    const isPaced = options.priority !== "person";
    while (!latest || !serves(latest, oldestMs)) {
      const held = hindrance(isPaced, options.signal);
      if (held) await unlessAborted(held, options.signal);
      else {
        if (isPaced) pace.begin();
        latest = start();
        break;
      }
    }
    return [...(await join(latest, options))];
  };

  return {
    read: (oldestMs, options = {}) => read(oldestMs, options),
    isCheap: (oldestMs) => (latest !== null && serves(latest, oldestMs)) || lastCount <= PAGE_SIZE,
    forget: (afterMs = -1) => {
      if (latest) latest.lastsMs = Math.min(latest.lastsMs, afterMs);
    },
  };
}

/** A few fetches at once, as many as one restart needs, then one in each interval. */
function createPace(clock: Clock) {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  return {
    waitMs: () => Math.max(0, freeAtMs - (AT_ONCE - 1) * INTERVAL_MS - clock.monotonicMs()),
    begin: () => {
      freeAtMs = Math.max(freeAtMs, clock.monotonicMs()) + INTERVAL_MS;
    },
  };
}

function ended<T>({ entries }: Fetch<T>): Promise<void> {
  return entries.then(
    () => {},
    () => {},
  );
}

async function join<T>(fetch: Fetch<T>, { priority, signal }: CallOptions): Promise<T[]> {
  const person = priority === "person" ? 1 : 0;
  fetch.waiting += 1;
  fetch.people += person;
  try {
    return await unlessAborted(fetch.entries, signal);
  } finally {
    fetch.waiting -= 1;
    fetch.people -= person;
    if (fetch.waiting === 0 && fetch.state === "running") fetch.abandon.abort(signal?.reason);
  }
}

async function collect<T>(list: (options: CallOptions) => AsyncIterable<T>, options: CallOptions) {
  // Only in the next turn, when the first who asks has joined and the priority is known.
  await Promise.resolve();
  const entries: T[] = [];
  for await (const entry of list(options)) entries.push(entry);
  return entries;
}

/** @throws the signal's reason once it is aborted */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
