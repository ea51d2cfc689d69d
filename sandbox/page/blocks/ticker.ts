/** Tells the time to all that count down. */
export interface Ticker {
  nowMs(): number;
  subscribe(listener: () => void): () => void;
}

const TICK_MS = 250;

/** One timer for any number of listeners, and none without. */
export function createTicker(): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let nowMs = Date.now();
  const tick = () => {
    nowMs = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    nowMs: () => {
      // Without listeners nothing ticks.
      if (timer === undefined) nowMs = Date.now();
      return nowMs;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(tick, TICK_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
