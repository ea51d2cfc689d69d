import type { Clock } from "../clock.ts";
import type { CallOptions } from "../ngrok/client.ts";

export interface SharedList<T> {
  /** Entries of a fetch that began at most `oldestMs` ago. A caller's signal ends his wait, not others'. */
  read(oldestMs: number, options?: CallOptions): Promise<T[]>;
  /** What began before this instant counts for nobody who asks after it. */
  forget(): void;
}

interface Fetch<T> {
  startedMs: number;
  entries: Promise<T[]>;
  state: "running" | "done" | "failed";
  waiting: number;
  people: number;
  forgotten: boolean;
  abandon: AbortController;
}

/** One list that is fetched by one fetch at a time, whoever asks. A failed fetch is told to its waiters and not kept. */
export function createSharedList<T>(
  clock: Clock,
  list: (options: CallOptions) => AsyncIterable<T>,
): SharedList<T> {
  let latest: Fetch<T> | null = null;

  const start = (): Fetch<T> => {
    const abandon = new AbortController();
    const fetch: Fetch<T> = {
      startedMs: clock.monotonicMs(),
      entries: Promise.resolve([]),
      state: "running",
      waiting: 0,
      people: 0,
      forgotten: false,
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
    !fetch.forgotten &&
    fetch.state !== "failed" &&
    !fetch.abandon.signal.aborted &&
    clock.monotonicMs() - fetch.startedMs <= oldestMs;

  const read = async (oldestMs: number, options: CallOptions): Promise<T[]> => {
    while (latest && !serves(latest, oldestMs) && latest.state === "running") {
      // Too old for this caller, yet under way: two fetches of one list would only slow each other.
      const running = latest.entries.then(
        () => {},
        () => {},
      );
      await unlessAborted(running, options.signal);
    }
    if (!latest || !serves(latest, oldestMs)) latest = start();
    return [...(await join(latest, options))];
  };

  return {
    read: (oldestMs, options = {}) => read(oldestMs, options),
    forget: () => {
      if (latest) latest.forgotten = true;
    },
  };
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
