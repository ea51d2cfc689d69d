import { errorCodes } from "./error-codes.ts";
import { NgrokApiError, NgrokConnectionError, NgrokRateLimitError } from "./errors.ts";

const MOST_ATTEMPTS = 4;
const FIRST_DELAY_MS = 300;
const PASSING_STATUSES = [502, 503, 504];
// ngrok names no time to wait. Its window is a rolling minute, so room comes back bit by bit.
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
const BUSY_PAUSE_MS = 1_000;

/**
 * Milliseconds until a failed request may be sent again, or null where it may not: reads after a failure
 * that passes, changes only when the failed one certainly never ran. `attempt` counts from one.
 */
export function retryDelayMs(request: { isWrite: boolean; attempt: number; error: unknown }): number | null {
  const { isWrite, attempt, error } = request;
  if (attempt >= MOST_ATTEMPTS) return null;
  // The budget's pause is all the waiting that these need.
  if (error instanceof NgrokRateLimitError) return 0;
  const mayRepeat =
    (error instanceof NgrokConnectionError && error.outcome === "not-done") ||
    (!isWrite && error instanceof NgrokApiError && PASSING_STATUSES.includes(error.status));
  return mayRepeat ? FIRST_DELAY_MS * 2 ** (attempt - 1) : null;
}

/** How long nobody is to ask ngrok anything after its `attempt`th 429 in a row, a minute at most. */
export function rateLimitPauseMs(refusal: {
  code: string | null;
  retryAfter: string | null;
  attempt: number;
}): number {
  const askedSeconds = Number.parseInt(refusal.retryAfter ?? "", 10);
  if (askedSeconds > 0) return Math.min(askedSeconds * 1000, LONGEST_PAUSE_MS);
  if (refusal.code === errorCodes.tooManyAtOnce) return BUSY_PAUSE_MS;
  return Math.min(FIRST_PAUSE_MS * 2 ** (refusal.attempt - 1), LONGEST_PAUSE_MS);
}
