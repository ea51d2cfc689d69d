import type { Clock } from "../clock.ts";
import type { Operation } from "./operation.ts";

const MOST_KEPT = 10_000;

/**
 * How long this process has known, by its monotonic clock, that an operation waits, or of the intent of its call.
 * What is forgotten, or was never seen, starts anew: it can only make the bot wait longer.
 */
export function createSeenHere(clock: Clock) {
  const seen = new Map<string, { what: string; sinceMs: number }>();

  function elapsedMs(operation: Operation): number {
    const what = `${operation.state} ${operation.call?.startedAt.getTime() ?? ""}`;
    const known = seen.get(operation.id);
    if (known?.what === what) return clock.monotonicMs() - known.sinceMs;
    seen.delete(operation.id);
    seen.set(operation.id, { what, sinceMs: clock.monotonicMs() });
    const [oldest] = seen.keys();
    if (seen.size > MOST_KEPT && oldest !== undefined) seen.delete(oldest);
    return 0;
  }

  return {
    elapsedMs,
    /** Told of each change that this process makes. */
    note: (operation: Operation) => {
      if (operation.state === "waiting" || operation.call) elapsedMs(operation);
      else seen.delete(operation.id);
    },
  };
}
