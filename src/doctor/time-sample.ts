import type { Clock } from "../clock.ts";

/** How far another clock is ahead of this machine's, and by how much that may be wrong. */
export interface TimeSample {
  offsetMs: number;
  doubtMs: number;
}

// A `Date` header names the second that has begun.
const HALF_A_SECOND_MS = 500;

/** To be called when the answer is there. */
export function sampleOf(answeredAt: Date, durationMs: number, clock: Clock): TimeSample {
  const halfWayMs = clock.wallMs() - durationMs / 2;
  return {
    offsetMs: answeredAt.getTime() + HALF_A_SECOND_MS - halfWayMs,
    doubtMs: HALF_A_SECOND_MS + durationMs / 2,
  };
}
