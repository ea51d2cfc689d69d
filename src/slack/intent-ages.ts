import { type Clock, sleep } from "../clock.ts";

/** A call that was not answered may still arrive: what is looked for, or drawn anew, earlier would miss it. */
export const ARRIVES_WITHIN_MS = 5000;
const MOST_KEPT = 1000;

/** Names one intent among all. */
export type IntentKey = readonly [...names: string[], at: Date];

/**
 * For how long nothing more can have been sent for an intent, by this process's own monotonic time: since its call
 * ended without an answer, or since it was first seen here. What is forgotten starts anew, and only waits longer.
 */
export interface IntentAges {
  /** Its call, made here, has ended without an answer. */
  unanswered(key: IntentKey): void;
  /** Whether its call was made here. */
  isOwn(key: IntentKey): boolean;
  /** How long it is until all has arrived that it may have sent, 5 s in all. The first question begins them. */
  leftMs(key: IntentKey): number;
  /** Resolves when that time is over, or `signal` is aborted. */
  ripe(key: IntentKey, signal: AbortSignal): Promise<void>;
}

export function createIntentAges(clock: Clock): IntentAges {
  const seen = new Map<string, { sinceMs: number; isOwn: boolean }>();
  const textOf = (key: IntentKey) =>
    key.map((part) => (part instanceof Date ? part.getTime() : part)).join(" ");

  const note = (key: IntentKey, isOwn: boolean) => {
    const text = textOf(key);
    seen.delete(text);
    seen.set(text, { sinceMs: clock.monotonicMs(), isOwn });
    const [oldest] = seen.keys();
    if (seen.size > MOST_KEPT && oldest !== undefined) seen.delete(oldest);
  };
  const leftMs = (key: IntentKey) => {
    if (!seen.has(textOf(key))) note(key, false);
    const sinceMs = seen.get(textOf(key))?.sinceMs ?? clock.monotonicMs();
    return Math.max(0, sinceMs + ARRIVES_WITHIN_MS - clock.monotonicMs());
  };
  return {
    unanswered: (key) => note(key, true),
    isOwn: (key) => seen.get(textOf(key))?.isOwn ?? false,
    leftMs,
    ripe: async (key, signal) => {
      const waitMs = leftMs(key);
      if (waitMs > 0) await sleep(clock, waitMs, signal);
    },
  };
}
