import type { Entry } from "../live/act.ts";

/** Sends what is entered in the order in which it was, and anything else after that. */
export interface FormQueue {
  /** What is typed waits a little for more; `later` false sends it at once. */
  put(blockId: string, entry: Entry, later?: boolean): void;
  /** After all that was entered so far is sent. */
  after<T>(task: () => Promise<T>): Promise<T>;
  /** Forgets what waits. */
  stop(): void;
}

const PATIENCE_MS = 400;

export function createFormQueue(deps: {
  fill: (blockId: string, entry: Entry) => Promise<void>;
  /** Words of the sandbox about an entry that it did not take; null once it does. */
  said: (blockId: string, words: string | null) => void;
  setTimer: (callback: () => void, delayMs: number) => () => void;
}): FormQueue {
  const waiting = new Map<string, Entry>();
  let line: Promise<unknown> = Promise.resolve();
  let cancel = () => {};

  const send = async (blockId: string, entry: Entry) => {
    try {
      await deps.fill(blockId, entry);
      deps.said(blockId, null);
    } catch (error) {
      deps.said(blockId, error instanceof Error ? error.message : String(error));
    }
  };
  const flush = () => {
    cancel();
    for (const [blockId, entry] of waiting) line = line.then(() => send(blockId, entry));
    waiting.clear();
  };
  return {
    put: (blockId, entry, later = false) => {
      cancel();
      // The last to be entered is the last to be sent.
      waiting.delete(blockId);
      waiting.set(blockId, entry);
      if (later) cancel = deps.setTimer(flush, PATIENCE_MS);
      else flush();
    },
    after: (task) => {
      flush();
      const done = line.then(task);
      line = done.catch(() => {});
      return done;
    },
    stop: () => {
      cancel();
      waiting.clear();
    },
  };
}
