import { setTimeout as sleep } from "node:timers/promises";

/** How long people wait, in real time; and when they go home. */
export interface Patience {
  /** A moment before somebody tries again. */
  pause(): Promise<void>;
  wait(ms: number): Promise<void>;
  /** Whether nobody tries anything any more. */
  isOver(): boolean;
}

const PAUSE_MS = 600;

export function createPatience(isOver: () => boolean): Patience {
  return {
    pause: () => sleep(PAUSE_MS),
    wait: (ms) => sleep(ms),
    isOver,
  };
}
