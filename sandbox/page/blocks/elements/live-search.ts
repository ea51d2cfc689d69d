import type { Option } from "../../live/act.ts";

/** What the menu shows of a search that the bot answers. */
export type Search =
  | { kind: "short"; missing: number }
  | { kind: "loading"; options: readonly Option[] }
  | { kind: "found"; options: readonly Option[] }
  | { kind: "failed"; words: string };

export interface LiveSearch {
  subscribe(listener: () => void): () => void;
  current(): Search;
  /** Waits a little for more letters; the answer to the last query is what counts, whenever it comes. */
  type(query: string): void;
  retry(): void;
  stop(): void;
}

const PATIENCE_MS = 200;

export function createLiveSearch(deps: {
  ask: (query: string) => Promise<Option[]>;
  minLength: number;
  setTimer: (callback: () => void, delayMs: number) => () => void;
}): LiveSearch {
  const listeners = new Set<() => void>();
  let search: Search = { kind: "loading", options: [] };
  let last = "";
  let asked = 0;
  let cancel = () => {};
  const show = (next: Search) => {
    search = next;
    for (const listener of listeners) listener();
  };
  const loading = () => show({ kind: "loading", options: "options" in search ? search.options : [] });
  const ask = () => {
    asked += 1;
    const mine = asked;
    deps.ask(last).then(
      (options) => mine === asked && show({ kind: "found", options }),
      (error: unknown) => mine === asked && show({ kind: "failed", words: wordsOf(error) }),
    );
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    current: () => search,
    type: (query) => {
      cancel();
      asked += 1;
      last = query;
      const missing = deps.minLength - query.length;
      if (missing > 0) return show({ kind: "short", missing });
      loading();
      // Nothing was typed yet: there is no more to wait for.
      if (query === "") return ask();
      cancel = deps.setTimer(ask, PATIENCE_MS);
    },
    retry: () => {
      loading();
      ask();
    },
    stop: () => {
      cancel();
      asked += 1;
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
