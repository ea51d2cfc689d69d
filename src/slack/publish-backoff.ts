import type { Clock } from "../clock.ts";
import type { Operation } from "../operations/operation.ts";
import { isLasting, type SlackFailure } from "./publish-errors.ts";

// An invitation often follows a refusal at once; then it is seldom worth asking.
const QUICK_TRIES = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** For what no retry changes until somebody does something in Slack, such as inviting the bot. */
const LASTING_PAUSE_MS = 10 * 60_000;
// As long as an unanswered post may need to arrive: what is asked for earlier only waits for its intent to ripen.
const UNKNOWN_PAUSE_MS = 5000;
/** What Slack has refused this often is not tried again, unless somebody may still mend it. */
const MOST_REFUSALS = 12;

type Drawn = Pick<Operation, "id" | "version">;

export interface PublishBackoff {
  /** What failed and is to be left alone for now. What was refused may ask once for each new version, else it is null. */
  resting(): { id: string; version: number | null }[];
  /** @returns how long the operation is left alone, and how often it has failed in a row */
  failed(operation: Drawn, failure: SlackFailure): { pauseMs: number; attempts: number };
  succeeded(operationId: string): void;
}

export function createPublishBackoff(clock: Clock): PublishBackoff {
  const failures = new Map<
    string,
    { attempts: number; untilMs: number; version: number; refused: boolean }
  >();
  return {
    resting: () =>
      [...failures].flatMap(([id, { untilMs, version, refused }]) =>
        untilMs > clock.monotonicMs() ? [{ id, version: refused ? version : null }] : [],
      ),
    failed: ({ id, version }, failure) => {
      const last = failures.get(id);
      const before = last?.attempts ?? 0;
      // Many versions in a short time do not add up to a long time without success.
      const attempts = (last?.version === version ? before : Math.min(before, QUICK_TRIES)) + 1;
      const pauseMs = pauseAfter(failure, attempts);
      const refused = failure.kind === "refused";
      failures.set(id, { attempts, untilMs: clock.monotonicMs() + pauseMs, version, refused });
      return { pauseMs, attempts };
    },
    succeeded: (operationId) => failures.delete(operationId),
  };
}

/**
 * Whether this version is to be given up. A drawing that Slack does not accept stays what it is; a channel may
 * be opened to the bot at any time, which matters as long as the operation goes on.
 */
export function isHopeless(
  { endedAt }: Pick<Operation, "endedAt">,
  failure: SlackFailure,
  attempts: number,
): boolean {
  if (failure.kind !== "refused" || attempts < MOST_REFUSALS) return false;
  return endedAt !== null || !isLasting(failure);
}

function pauseAfter(failure: SlackFailure, attempts: number): number {
  const growingMs = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  if (failure.kind === "rate-limited") return failure.retryAfterMs;
  if (failure.kind === "unknown") return Math.max(growingMs, UNKNOWN_PAUSE_MS);
  return isLasting(failure) && attempts > QUICK_TRIES ? LASTING_PAUSE_MS : growingMs;
}
