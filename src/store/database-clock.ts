import type { Clock } from "../clock.ts";

// A local clock drifts by a few milliseconds in this time.
const SAMPLE_LASTS_MS = 60_000;
const SLACK_MS = 10;

/** What a look at the database's time has told: its lead over this machine's, in milliseconds of the world. */
export interface ClockSample {
  offsetMs: number;
  /** The offset is known to half of this. */
  roundTripMs: number;
}

/**
 * The clock `base`, corrected to the database's time by what `measure` is told: by the sample with the shortest round
 * trip of the last minute, or by the newest where a clock was stepped since. One moved by hand stays as it is.
 */
export function createDatabaseClock(base: Clock): { clock: Clock; measure(sample: ClockSample): void } {
  let best: (ClockSample & { atMs: number }) | null = null;

  function replacesBest({ offsetMs, roundTripMs }: ClockSample, atMs: number): boolean {
    if (best === null || roundTripMs <= best.roundTripMs) return true;
    const uncertainMs = (roundTripMs + best.roundTripMs) / 2 + SLACK_MS;
    return atMs - best.atMs > SAMPLE_LASTS_MS || Math.abs(offsetMs - best.offsetMs) > uncertainMs;
  }

  return {
    clock: {
      now: () => new Date(base.now().getTime() + Math.round((best?.offsetMs ?? 0) * base.rate)),
      monotonicMs: () => base.monotonicMs(),
      setTimer: (callback, delayMs) => base.setTimer(callback, delayMs),
      rate: base.rate,
    },
    measure: (sample) => {
      const atMs = base.monotonicMs();
      if (replacesBest(sample, atMs)) best = { ...sample, atMs };
    },
  };
}
