import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/clock.ts";

interface Timer {
  dueMs: number;
  callback: () => void;
}

export interface ManualClock extends Clock {
  /** Moves time on, running what falls due in order, with a turn of the event loop after each. */
  advance(ms: number): Promise<void>;
  /** Moves the wall clock alone, as an administrator or NTP would. */
  step(ms: number): void;
  readonly timers: number;
}

export function createManualClock(start = new Date("2026-03-01T03:00:00.000Z")): ManualClock {
  let elapsedMs = 0;
  let steppedMs = 0;
  const timers = new Set<Timer>();

  const firstDueBy = (limitMs: number) =>
    [...timers].filter((timer) => timer.dueMs <= limitMs).sort((a, b) => a.dueMs - b.dueMs)[0];

  const wallMs = () => start.getTime() + elapsedMs + steppedMs;
  return {
    now: () => new Date(wallMs()),
    wallMs,
    monotonicMs: () => elapsedMs,
    rate: 0,
    setTimer: (callback, delayMs) => {
      const timer = { dueMs: elapsedMs + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (ms) => {
      const targetMs = elapsedMs + ms;
      for (let timer = firstDueBy(targetMs); timer; timer = firstDueBy(targetMs)) {
        timers.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.dueMs);
        timer.callback();
        await setImmediate();
      }
      elapsedMs = targetMs;
      await setImmediate();
    },
    step: (ms) => {
      steppedMs += ms;
    },
    get timers() {
      return timers.size;
    },
  };
}
