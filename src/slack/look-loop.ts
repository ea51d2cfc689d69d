import type { Clock } from "../clock.ts";

export interface LookLoop {
  start(): void;
  /** Looks at once, or once more where a look is under way. */
  wake(): void;
  readonly isRunning: boolean;
  /** No look begins any more; resolves when the last has ended. */
  stop(): Promise<void>;
}

/** One look at a time: when woken, and `intervalMs` after the last. A look that fails is told to `failed`. */
export function createLookLoop(deps: {
  clock: Clock;
  intervalMs: number;
  look: () => Promise<void>;
  failed: (error: unknown) => void;
}): LookLoop {
  let running = false;
  let looking: Promise<void> | null = null;
  let onceMore = false;
  let cancelTimer = () => {};

  const lookWhileAsked = async () => {
    cancelTimer();
    while (onceMore && running) {
      onceMore = false;
      await deps.look().catch(deps.failed);
    }
    looking = null;
    if (running) cancelTimer = deps.clock.setTimer(wake, deps.intervalMs);
  };
  const wake = () => {
    if (!running) return;
    onceMore = true;
    looking ??= lookWhileAsked();
  };
  return {
    start: () => {
      running = true;
      wake();
    },
    wake,
    get isRunning() {
      return running;
    },
    stop: async () => {
      running = false;
      cancelTimer();
      await looking;
    },
  };
}
