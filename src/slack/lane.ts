import { type Clock, sleep } from "../clock.ts";
import { NoTurnError, UnwantedCallError } from "./publish-errors.ts";

export interface Wish {
  /** A turn that comes later is not taken, so that nobody waits behind it for nothing. */
  longestWaitMs: number;
  /** Goes before all that are not. */
  isUrgent: boolean;
  /** Once aborted, no turn is wanted any more. */
  over?: AbortSignal;
}

/** Turns one after the other, `intervalMs` apart, but for `burst` at once after a rest. */
export interface Lane {
  /** @throws NoTurnError when it would come, or comes, too late; UnwantedCallError when none is wanted any more */
  turn(wish: Wish): Promise<void>;
  /** No turn before so many milliseconds have gone by. */
  pause(ms: number): void;
  /** Whether it has nothing to remember. */
  isIdle(): boolean;
}

interface Waiting {
  take(): void;
  refuse(error: Error): void;
}

// One in four for the others, who would else wait for as long as others are in a hurry.
const URGENT_IN_A_ROW = 3;
// The turn that was foreseen for the last instant is in time.
const TIMER_LATENESS_MS = 50;

/** Turns are given in the order of asking. Once `stopping` is aborted there are no more. */
export function createLane(deps: {
  clock: Clock;
  stopping: AbortSignal | undefined;
  intervalMs: number;
  burst: number;
}): Lane {
  const { clock, stopping, intervalMs, burst } = deps;
  const urgent: Waiting[] = [];
  const others: Waiting[] = [];
  let givenUntilMs = Number.NEGATIVE_INFINITY;
  let inARow = 0;
  let isGiving = false;

  const waitMs = (ahead: number) => {
    const nowMs = clock.monotonicMs();
    return Math.max(nowMs, givenUntilMs) + (ahead + 1 - burst) * intervalMs - nowMs;
  };
  const next = () => {
    const isTheirs = others.length > 0 && (urgent.length === 0 || inARow >= URGENT_IN_A_ROW);
    inARow = isTheirs ? 0 : inARow + 1;
    return isTheirs ? others.shift() : urgent.shift();
  };
  const give = async () => {
    isGiving = true;
    while (urgent.length + others.length > 0) {
      for (let ms = waitMs(0); ms > 0 && !stopping?.aborted; ms = waitMs(0)) await sleep(clock, ms, stopping);
      const one = next();
      if (stopping?.aborted) one?.refuse(new UnwantedCallError("The publisher stops"));
      else if (one) {
        givenUntilMs = Math.max(clock.monotonicMs(), givenUntilMs) + intervalMs;
        one.take();
      }
    }
    isGiving = false;
  };

  return {
    turn: async ({ longestWaitMs, isUrgent, over }) => {
      if (over?.aborted) throw new UnwantedCallError("No turn is wanted any more");
      const expectedMs = waitMs(urgent.length + (isUrgent ? 0 : others.length));
      if (expectedMs > longestWaitMs) throw new NoTurnError(`The next turn comes in ${expectedMs} ms`);
      await new Promise<void>((resolve, reject) => {
        const line = isUrgent ? urgent : others;
        const leave = (error: Error) => {
          line.splice(line.indexOf(waiting), 1);
          waiting.refuse(error);
        };
        const tooLate = () => leave(new NoTurnError(`No turn came in ${longestWaitMs} ms`));
        const unwanted = () => leave(new UnwantedCallError("No turn is wanted any more"));
        const cancel = clock.setTimer(tooLate, longestWaitMs + TIMER_LATENESS_MS);
        const settle = () => {
          cancel();
          over?.removeEventListener("abort", unwanted);
        };
        const waiting: Waiting = {
          take: () => {
            settle();
            resolve();
          },
          refuse: (error) => {
            settle();
            reject(error);
          },
        };
        over?.addEventListener("abort", unwanted, { once: true });
        line.push(waiting);
        if (!isGiving) void give();
      });
    },
    pause: (ms) => {
      givenUntilMs = Math.max(givenUntilMs, clock.monotonicMs() + ms);
    },
    isIdle: () => !isGiving && givenUntilMs < clock.monotonicMs(),
  };
}
