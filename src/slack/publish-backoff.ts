import type { Clock } from "../clock.ts";
import { isLasting, type SlackFailure } from "./publish-errors.ts";

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** For what no retry changes until somebody does something in Slack, such as inviting the bot. */
const LASTING_PAUSE_MS = 10 * 60_000;
// A post that was not answered may still arrive: a look that comes too early would miss it.
const UNKNOWN_PAUSE_MS = 5000;
/** An ended operation that Slack has refused this often is not tried again. */
const MOST_REFUSALS = 12;

export interface PublishBackoff {
  /** Operations that failed and are to be left alone for now. */
  isResting(operationId: string): boolean;
  /** How many are remembered. */
  readonly size: number;
  /** @returns how long the operation is left alone, and how often it has failed in a row */
  failed(operationId: string, failure: SlackFailure): { pauseMs: number; attempts: number };
  succeeded(operationId: string): void;
}

export function createPublishBackoff(clock: Clock): PublishBackoff {
  const failures = new Map<string, { attempts: number; untilMs: number }>();
  return {
    isResting: (operationId) => (failures.get(operationId)?.untilMs ?? 0) > clock.monotonicMs(),
    get size() {
      return failures.size;
    },
    failed: (operationId, failure) => {
      const attempts = (failures.get(operationId)?.attempts ?? 0) + 1;
      const pauseMs = pauseAfter(failure, attempts);
      failures.set(operationId, { attempts, untilMs: clock.monotonicMs() + pauseMs });
      return { pauseMs, attempts };
    },
    succeeded: (operationId) => failures.delete(operationId),
  };
}

export function isHopeless(failure: SlackFailure, attempts: number): boolean {
  return isLasting(failure) && attempts >= MOST_REFUSALS;
}

function pauseAfter(failure: SlackFailure, attempts: number): number {
  const growingMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  if (failure.kind === "rate-limited") return failure.retryAfterMs;
  if (failure.kind === "unknown") return Math.max(growingMs, UNKNOWN_PAUSE_MS);
  // The first refusals may pass, as an invitation often follows; then seldom.
  return isLasting(failure) && attempts > 3 ? LASTING_PAUSE_MS : growingMs;
}
