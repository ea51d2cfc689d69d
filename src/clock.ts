/** The only source of time. Tests and sandboxes pass their own. */
export interface Clock {
  now(): Date;
  /** Milliseconds that no step of the system's clock moves; the origin means nothing. */
  monotonicMs(): number;
  /** Milliseconds by the machine's own time of day: unlike the monotonic ones they go on while it sleeps. */
  wallMs(): number;
  /** Runs `callback` once, `delayMs` from now. The answer cancels it. */
  setTimer(callback: () => void, delayMs: number): () => void;
  /** Milliseconds of this clock to one of the world's; 0 where it is moved by hand. */
  readonly rate: number;
}

// Node runs a timer at once when its delay does not fit 32 bits.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  setTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, Math.min(delayMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
  rate: 1,
};

/**
 * A clock on which one real second lasts `speed` seconds since `origin`.
 * Processes that are given the same origin agree on what time it is.
 */
export function createScaledClock(speed: number, origin: Date = new Date()): Clock {
  const originMs = origin.getTime();
  const wallMs = () => originMs + (Date.now() - originMs) * speed;
  return {
    now: () => new Date(wallMs()),
    wallMs,
    monotonicMs: () => performance.now() * speed,
    setTimer: (callback, delayMs) => systemClock.setTimer(callback, delayMs / speed),
    rate: speed,
  };
}

/**
 * Milliseconds since this call, by whichever clock says more: the monotonic one stands still while a computer
 * sleeps, the other one may be stepped back.
 */
export function startStopwatch(clock: Clock): () => number {
  const [monotonicMs, wallMs] = [clock.monotonicMs(), clock.wallMs()];
  return () => Math.max(clock.monotonicMs() - monotonicMs, clock.wallMs() - wallMs);
}

/** Whether `work` has resolved by then. @throws what it throws before */
export async function isDoneWithin(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<boolean> {
  const settled = new AbortController();
  const done = work.then(() => true);
  done.catch(() => {});
  try {
    return await Promise.race([done, sleep(clock, limitMs, settled.signal).then(() => false)]);
  } finally {
    settled.abort();
  }
}

/** Resolves after `delayMs`, or as soon as `signal` is aborted; never rejects. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const wake = () => {
      cancel();
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const cancel = clock.setTimer(wake, delayMs);
    signal?.addEventListener("abort", wake, { once: true });
  });
}
