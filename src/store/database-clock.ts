import type { Clock } from "../clock.ts";

// A local clock drifts by a few milliseconds in this time.
const SAMPLE_LASTS_MS = 60_000;
const SLACK_MS = 10;
const UNNOTICED_MS = 1000;

/** What a look at the database's time has told: its lead over this machine's, in milliseconds of the world. */
export interface ClockSample {
  offsetMs: number;
  /** The offset is known to half of this. */
  roundTripMs: number;
}

export interface DatabaseClock {
  clock: Clock;
  measure(sample: ClockSample): void;
  /** Not from when this machine slept, or its clock was set, until the next look: which of both it was is not known. */
  isKnown(): boolean;
}

/**
 * The database's time by what `measure` is told, carried on by the monotonic time of `base`, so that a step of this
 * machine's clock moves it not at all: by the sample with the shortest round trip of the last minute, or by the newest
 * where the database's clock was stepped since, or this machine slept. A clock that is moved by hand stays as it is.
 */
export function createDatabaseClock(base: Clock): DatabaseClock {
  let best: { leadMs: number; roundTripMs: number; atMs: number } | null = null;
  const wallLeadMs = () => base.wallMs() - base.monotonicMs();
  let measuredLeadMs = wallLeadMs();

  function replacesBest(leadMs: number, roundTripMs: number, atMs: number): boolean {
    if (best === null || roundTripMs <= best.roundTripMs) return true;
    const uncertainMs = ((roundTripMs + best.roundTripMs) / 2 + SLACK_MS) * base.rate;
    return atMs - best.atMs > SAMPLE_LASTS_MS || Math.abs(leadMs - best.leadMs) > uncertainMs;
  }

  return {
    clock: {
      now: () => (best ? new Date(Math.round(base.monotonicMs() + best.leadMs)) : base.now()),
      monotonicMs: () => base.monotonicMs(),
      wallMs: () => base.wallMs(),
      setTimer: (callback, delayMs) => base.setTimer(callback, delayMs),
      rate: base.rate,
    },
    measure: ({ offsetMs, roundTripMs }) => {
      measuredLeadMs = wallLeadMs();
      if (base.rate === 0) return;
      const atMs = base.monotonicMs();
      const leadMs = base.now().getTime() + offsetMs * base.rate - atMs;
      if (replacesBest(leadMs, roundTripMs, atMs)) best = { leadMs, roundTripMs, atMs };
    },
    isKnown: () => Math.abs(wallLeadMs() - measuredLeadMs) <= UNNOTICED_MS * base.rate || base.rate === 0,
  };
}
