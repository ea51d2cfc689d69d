import { type Clock, sleep } from "../clock.ts";

const NOW = Number.NEGATIVE_INFINITY;

export interface PacedTask {
  /** The task begins once more after this call. */
  want(): void;
  /** The same, without waiting for the pace. */
  hurry(): void;
  /** Resolves when none is under way. */
  ended(): Promise<void>;
}

/**
 * One task at a time, begun at most once in `paceMs`: wants that come meanwhile become one. A task that answers with
 * milliseconds is run again after them. None begins before `notBeforeMs`, nor once `over` is aborted.
 */
export function createPacedTask(deps: {
  clock: Clock;
  over: AbortSignal;
  paceMs: number;
  notBeforeMs?: () => number;
  /** Never rejects. */
  task: () => Promise<number | null>;
}): PacedTask {
  const { clock, over } = deps;
  let isWanted = false;
  let isHurried = false;
  let hurried = new AbortController();
  let restUntilMs = NOW;
  let running: Promise<void> | null = null;

  const leftMs = () =>
    Math.max(isHurried ? NOW : restUntilMs, deps.notBeforeMs?.() ?? NOW) - clock.monotonicMs();

  const rest = async () => {
    for (let waitMs = leftMs(); waitMs > 0 && !over.aborted; waitMs = leftMs()) {
      hurried = new AbortController();
      await sleep(clock, waitMs, AbortSignal.any([over, hurried.signal]));
    }
  };
  const run = async () => {
    while (isWanted && !over.aborted) {
      await rest();
      if (over.aborted) break;
      isWanted = false;
      isHurried = false;
      const begunMs = clock.monotonicMs();
      const againMs = await deps.task();
      isWanted ||= againMs !== null;
      restUntilMs = againMs === null ? begunMs + deps.paceMs : clock.monotonicMs() + againMs;
    }
    running = null;
  };
  const want = () => {
    isWanted = true;
    running ??= run();
  };
  return {
    want,
    hurry: () => {
      isHurried = true;
      want();
      hurried.abort();
    },
    ended: async () => {
      await running;
    },
  };
}
