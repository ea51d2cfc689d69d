import type { Clock } from "../clock.ts";
import type { Operation } from "./operation.ts";

const MOST_KEPT = 10_000;
const WAITS = "waits";

export type SeenHere = ReturnType<typeof createSeenHere>;

/**
 * How long this process has known, by its monotonic clock, that an operation waits, or of the intent of its call.
 * What is forgotten, or was never seen, starts anew: it can only make the bot wait longer.
 */
export function createSeenHere(clock: Clock) {
  const seen = new Map<string, { what: string; sinceMs: number }>();

  function elapsedSinceMs(operationId: string, what: string): number {
    const known = seen.get(operationId);
    if (known?.what === what) return clock.monotonicMs() - known.sinceMs;
    seen.delete(operationId);
    seen.set(operationId, { what, sinceMs: clock.monotonicMs() });
    const [oldest] = seen.keys();
    if (seen.size > MOST_KEPT && oldest !== undefined) seen.delete(oldest);
    return 0;
  }

  function elapsedMs({ id, state, call }: Operation): number {
    return elapsedSinceMs(id, state === "waiting" ? WAITS : `calls ${call?.startedAt.getTime()}`);
  }

  return {
    elapsedMs,
    /** Told of an operation that waits, whoever's hand it is in: the wait of this process begins. */
    noteWaiting: (operationId: string) => {
      elapsedSinceMs(operationId, WAITS);
    },
    /** Told of each change that this process makes. */
    note: (operation: Operation) => {
      if (operation.state === "waiting" || operation.call) elapsedMs(operation);
      else seen.delete(operation.id);
    },
  };
}
