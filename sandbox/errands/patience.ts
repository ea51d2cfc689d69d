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

/** What passes: a freeze, and Slack that does not say in time who somebody is. */
const PASSES = /All changes are frozen|did not (tell the bot|say) in time/;

/** Whether words that come instead of what was asked for ask to try again later. */
export function asksToWait(words: string): boolean {
  return PASSES.test(words);
}
