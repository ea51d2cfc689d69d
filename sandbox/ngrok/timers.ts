import type { Clock } from "../../src/clock.ts";

/** The account's own time: its wall clock may differ from the caller's, and its timers end with it. */
export interface Timers {
  now(): Date;
  monotonicMs(): number;
  after(delayMs: number, run: () => void): () => void;
  cancelAll(): void;
}

export function createTimers(clock: Clock, skewMs: number): Timers {
  const cancels = new Set<() => void>();
  return {
    now: () => new Date(clock.now().getTime() + skewMs),
    monotonicMs: () => clock.monotonicMs(),
    after: (delayMs, run) => {
      const cancelTimer = clock.setTimer(() => {
        cancels.delete(cancel);
        run();
      }, delayMs);
      const cancel = () => {
        cancels.delete(cancel);
        cancelTimer();
      };
      cancels.add(cancel);
      return cancel;
    },
    cancelAll: () => {
      for (const cancel of [...cancels]) cancel();
    },
  };
}
