import type { Clock } from "../clock.ts";
import type { SlackFailure } from "./publish-errors.ts";

const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** What Slack has refused this often is not asked for again. */
const MOST_REFUSALS = 12;
const MOST_KEPT = 1000;

/** When what Slack did not do may be asked of it again. */
export interface NoticePauses {
  /** Of all: Slack cannot be reached, or has asked for a pause. */
  isResting(): boolean;
  /** @returns how long nothing is asked of Slack */
  failed(failure: SlackFailure): number;
  answered(): void;
  /** Of one: 0 unless Slack has refused it; infinite where it was given up. */
  leftMs(name: string): number;
  refused(name: string): { pauseMs: number; attempts: number; givenUp: boolean };
}

export function createNoticePauses(clock: Clock): NoticePauses {
  const refusals = new Map<string, { attempts: number; untilMs: number }>();
  let failures = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  const growing = (attempts: number) => Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  return {
    isResting: () => clock.monotonicMs() < untilMs,
    failed: (failure) => {
      failures += 1;
      const pauseMs =
        failure.kind === "rate-limited" ? failure.retryAfterMs : Math.min(growing(failures), 60_000);
      untilMs = clock.monotonicMs() + pauseMs;
      return pauseMs;
    },
    answered: () => {
      failures = 0;
    },
    leftMs: (name) => Math.max(0, (refusals.get(name)?.untilMs ?? 0) - clock.monotonicMs()),
    refused: (name) => {
      const attempts = (refusals.get(name)?.attempts ?? 0) + 1;
      const givenUp = attempts >= MOST_REFUSALS;
      const pauseMs = growing(attempts);
      refusals.delete(name);
      refusals.set(name, {
        attempts,
        untilMs: givenUp ? Number.POSITIVE_INFINITY : clock.monotonicMs() + pauseMs,
      });
      const [oldest] = refusals.keys();
      if (refusals.size > MOST_KEPT && oldest !== undefined) refusals.delete(oldest);
      return { pauseMs, attempts, givenUp };
    },
  };
}
