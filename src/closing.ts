import type { Logger } from "pino";
import { type Clock, isDoneWithin } from "./clock.ts";

/** Closes one part, which may take `leftMs`; past it nobody waits for it any longer. */
export type Closer = (leftMs: number) => Promise<unknown>;

// So that a part that hangs does not keep those after it from being closed at all.
const LEFT_FOR_EACH_MS = 250;

/**
 * What is open, and how it is closed: the last that was opened first, all by one deadline. A part that fails, or
 * hangs, keeps none of the others open.
 */
export function createClosing({ clock, logger }: { clock: Clock; logger: Logger }) {
  const closers: Closer[] = [];
  let deadlineMs = Number.POSITIVE_INFINITY;

  const leftMs = () => Math.max(0, deadlineMs - clock.monotonicMs() - closers.length * LEFT_FOR_EACH_MS);

  return {
    add: (closer: Closer) => {
      closers.push(closer);
    },
    /** From now on there is a deadline. */
    begin: (limitMs: number) => {
      deadlineMs = clock.monotonicMs() + limitMs;
    },
    closeAll: async () => {
      for (let close = closers.pop(); close; close = closers.pop()) {
        const limitMs = leftMs();
        try {
          const isDone = await isDoneWithin(clock, limitMs, close(limitMs));
          if (!isDone) logger.warn({ limitMs }, "Part was not closed in time");
        } catch (error) {
          logger.error({ err: error }, "Part could not be closed");
        }
      }
    },
    /** Waits for `work` until the deadline, and not for its success. */
    waitFor: async (work: Promise<unknown>) => {
      await isDoneWithin(clock, leftMs(), work).catch(() => {});
    },
  };
}

export type Closing = ReturnType<typeof createClosing>;
