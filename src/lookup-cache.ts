import type { Clock } from "./clock.ts";

const FRESH_MS = 30_000;
const USABLE_MS = 60_000;

export interface LookupCache<T> {
  /**
   * Null while nobody has told. Who has to wait for an answer does so until `patience` ends, and not at all for one
   * that is overdue: of several questions on the way to one answer, only the first waits.
   */
  get(key: string, patience: () => Promise<void>): Promise<{ value: T } | null>;
  /** How much is remembered. */
  readonly size: number;
}

/**
 * Answers are used for a minute at most, and asked for anew in the background once they are 30 s old. One question
 * at a time goes out for each key; one that failed is told to `onError`, and asked again by the next who wants to
 * know. What nobody asked for in a minute is forgotten.
 */
export function createLookupCache<T>(deps: {
  clock: Clock;
  /** After this an answer is overdue. */
  patienceMs: number;
  lookUp(key: string): Promise<T>;
  onError(key: string, error: unknown): void;
}): LookupCache<T> {
  const { clock } = deps;
  /** Oldest first. */
  const known = new Map<string, { value: T; readAtMs: number }>();
  const running = new Map<string, { done: Promise<void>; readAtMs: number }>();

  function lookUp(key: string): { done: Promise<void>; readAtMs: number } {
    const present = running.get(key);
    if (present) return present;
    const readAtMs = clock.monotonicMs();
    const done = deps
      .lookUp(key)
      .then((value) => {
        known.delete(key);
        known.set(key, { value, readAtMs });
      })
      .catch((error: unknown) => deps.onError(key, error))
      .finally(() => running.delete(key));
    const lookup = { done, readAtMs };
    running.set(key, lookup);
    return lookup;
  }

  function ageMs({ readAtMs }: { readAtMs: number }): number {
    return clock.monotonicMs() - readAtMs;
  }

  function usable(key: string): { value: T; readAtMs: number } | null {
    const answer = known.get(key);
    return answer && ageMs(answer) < USABLE_MS ? answer : null;
  }

  function forget(): void {
    for (const [key, answer] of known) if (ageMs(answer) >= USABLE_MS) known.delete(key);
  }

  return {
    async get(key, patience) {
      forget();
      const present = usable(key);
      if (!present) {
        const lookup = lookUp(key);
        if (ageMs(lookup) < deps.patienceMs) await Promise.race([lookup.done, patience()]);
        return usable(key);
      }
      if (ageMs(present) >= FRESH_MS) lookUp(key);
      return present;
    },
    get size() {
      return known.size;
    },
  };
}
