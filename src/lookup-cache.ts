import type { Clock } from "./clock.ts";

const FRESH_MS = 50_000;
const USABLE_MS = 60_000;
const FAILED_MS = 20_000;

export interface LookupFailure {
  /** As Slack's Retry-After says; null where it says nothing. */
  retryAfterMs: number | null;
  /** Until somebody sets it right. */
  isLasting: boolean;
}

export type Answer<T> = { isKnown: true; value: T } | { isKnown: false; isLasting: boolean };

/** For how long an answer is worth waiting for, by all the questions that are asked together. */
export interface Patience {
  ms: number;
  over(): Promise<void>;
  /** Takes whatever came of a lookup within a minute, and begins none before. */
  isIdle: boolean;
}

export interface LookupCache<T> {
  /**
   * Who has to wait for an answer does so until `patience` is over, and not at all for one that is overdue: of several
   * questions on the way to one answer, only the first waits.
   */
  get(key: string, patience: Patience): Promise<Answer<T>>;
}

/**
 * Answers are used for a minute at most, and asked for anew in the background by who wants one that is 50 s old. One
 * question at a time goes out for each key. One that failed is not asked again for 20 s, or as long as Slack says, up
 * to a minute; a minute where it fails until somebody sets it right. What is older than that is forgotten.
 */
export function createLookupCache<T>(deps: {
  clock: Clock;
  lookUp(key: string): Promise<T>;
  /** Told of each lookup that failed. */
  failed(key: string, error: unknown): LookupFailure;
}): LookupCache<T> {
  const { clock } = deps;
  const known = new Map<string, { value: T; atMs: number }>();
  const failures = new Map<string, { isLasting: boolean; pauseMs: number; atMs: number }>();
  const running = new Map<string, { done: Promise<void>; atMs: number }>();

  function lookUp(key: string): { done: Promise<void>; atMs: number } {
    const present = running.get(key);
    if (present) return present;
    const atMs = clock.monotonicMs();
    const done = deps
      .lookUp(key)
      .then((value) => {
        known.set(key, { value, atMs });
      })
      .catch((error: unknown) => {
        const failure = deps.failed(key, error);
        failures.set(key, { ...failure, pauseMs: pauseOf(failure), atMs: clock.monotonicMs() });
      })
      .finally(() => running.delete(key));
    const lookup = { done, atMs };
    running.set(key, lookup);
    return lookup;
  }

  function ageMs({ atMs }: { atMs: number }): number {
    return clock.monotonicMs() - atMs;
  }

  function forget(): void {
    for (const past of [known, failures]) {
      for (const [key, one] of past) if (ageMs(one) >= USABLE_MS) past.delete(key);
    }
  }

  /** Whether it failed so lately that the same would come of it. */
  function isResting(key: string, isIdle: boolean): boolean {
    const failure = failures.get(key);
    return failure !== undefined && ageMs(failure) < (isIdle ? USABLE_MS : failure.pauseMs);
  }

  function answer(key: string): Answer<T> {
    const usable = known.get(key);
    if (usable && ageMs(usable) < USABLE_MS) return { isKnown: true, value: usable.value };
    return { isKnown: false, isLasting: failures.get(key)?.isLasting ?? false };
  }

  return {
    async get(key, patience) {
      forget();
      const present = known.get(key);
      const isWanted = !present || (ageMs(present) >= FRESH_MS && !patience.isIdle);
      // By the look above: it may be a minute old by now, and nobody would ask anew.
      if (!isWanted) return { isKnown: true, value: present.value };
      if (isResting(key, patience.isIdle)) return answer(key);
      const lookup = lookUp(key);
      if (!present && ageMs(lookup) < patience.ms) await Promise.race([lookup.done, patience.over()]);
      return answer(key);
    },
  };
}

function pauseOf({ retryAfterMs, isLasting }: LookupFailure): number {
  return isLasting ? USABLE_MS : Math.min(Math.max(FAILED_MS, retryAfterMs ?? 0), USABLE_MS);
}
