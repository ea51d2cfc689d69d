import type { Clock } from "../../src/clock.ts";

export interface EndingClock extends Clock {
  /** Cancels every timer, so that none outlives the workspace and keeps the process from ending. */
  end(): void;
}

export function createEndingClock(clock: Clock): EndingClock {
  const cancels = new Set<() => void>();
  let ended = false;
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    wallMs: () => clock.wallMs(),
    rate: clock.rate,
    setTimer: (callback, delayMs) => {
      if (ended) return () => {};
      const cancelTimer = clock.setTimer(() => {
        cancels.delete(cancel);
        callback();
      }, delayMs);
      const cancel = () => {
        cancels.delete(cancel);
        cancelTimer();
      };
      cancels.add(cancel);
      return cancel;
    },
    end: () => {
      ended = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
}
