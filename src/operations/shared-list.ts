import { type Clock, sleep, startStopwatch } from "../clock.ts";
import type { CallOptions } from "../ngrok/client.ts";
import { PAGE_SIZE } from "../ngrok/paging.ts";

// Many restarts at once would else leave no room for themselves within ngrok's request limit.
const AT_ONCE = 5;
const INTERVAL_MS = 10_000;

export interface SharedList<T> {
  /** Entries of a fetch that began after this call, or at most `oldestMs` ago. A caller's signal ends his wait, not others'. */
  read(oldestMs: number, options?: CallOptions): Promise<T[]>;
  /** Whether `read` takes one request at most, as far as is known: none, or one for a list of a single page. */
  isCheap(oldestMs: number): boolean;
  /** What began before this instant counts for nobody who asks after it, or only for this long. */
  forget(afterMs?: number): void;
}

interface Fetch<T> {
  /** Counts the fetches of this list. */
  number: number;
  ageMs: () => number;
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
 * Where the account's limit is short, the bot's own work gathers before the next fetch; people never wait for that.
 */
export function createSharedList<T>(
  { clock, isShort }: { clock: Clock; isShort: () => boolean },
  list: (options: CallOptions) => AsyncIterable<T[]>,
): SharedList<T> {
  const pace = createPace(clock);
  let begun = 0;
  let latest: Fetch<T> | null = null;
  let lastCount = Number.POSITIVE_INFINITY;

  const start = (): Fetch<T> => {
    const abandon = new AbortController();
    begun += 1;
    const fetch: Fetch<T> = {
      number: begun,
      ageMs: startStopwatch(clock),
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

  const serves = (fetch: Fetch<T>, oldestMs: number, asked: number) =>
    fetch.state !== "failed" &&
    !fetch.abandon.signal.aborted &&
    (fetch.number > asked || fetch.ageMs() <= Math.min(oldestMs, fetch.lastsMs));

  const read = async (oldestMs: number, options: CallOptions): Promise<T[]> => {
    // What begins from now on serves, however long this one has to wait for it.
    const asked = begun;
    while (!latest || !serves(latest, oldestMs, asked)) {
      const isPaced = options.priority !== "person" && isShort();
      // Too old for whoever asks, yet under way: two fetches of one list would only slow each other.
      const held = latest?.state === "running" ? ended(latest) : isPaced ? pace.turn() : null;
      if (held) await unlessAborted(held, options.signal);
      else {
        pace.begin(isPaced);
        latest = start();
        break;
      }
    }
    return [...(await join(latest, options))];
  };

  return {
    read: (oldestMs, options = {}) => read(oldestMs, options),
    isCheap: (oldestMs) => (latest !== null && serves(latest, oldestMs, begun)) || lastCount <= PAGE_SIZE,
    forget: (afterMs = -1) => {
      if (latest) latest.lastsMs = Math.min(latest.lastsMs, afterMs);
    },
  };
}

/** A few fetches at once, then one in each interval. */
function createPace(clock: Clock) {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  let gathering: { over: Promise<void>; cut: AbortController } | null = null;

  const gather = (waitMs: number) => {
    const cut = new AbortController();
    const over = sleep(clock, waitMs, cut.signal).finally(() => {
      gathering = null;
    });
    return { over, cut };
  };
  return {
    /** For all who gather, the same: the end of the interval, or a fetch that begins before it. Null for at once. */
    turn: (): Promise<void> | null => {
      const waitMs = freeAtMs - (AT_ONCE - 1) * INTERVAL_MS - clock.monotonicMs();
      if (waitMs <= 0) return null;
      gathering ??= gather(waitMs);
      return gathering.over;
    },
    begin: (isPaced: boolean) => {
      if (isPaced) freeAtMs = Math.max(freeAtMs, clock.monotonicMs()) + INTERVAL_MS;
      gathering?.cut.abort();
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

async function collect<T>(
  list: (options: CallOptions) => AsyncIterable<T[]>,
  options: CallOptions,
): Promise<T[]> {
  // Only in the next turn, when the first who asks has joined and the priority is known.
  await Promise.resolve();
  const pages: T[][] = [];
  for await (const page of list(options)) pages.push(page);
  return pages.flat();
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
