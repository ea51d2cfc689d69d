import type { LiveFrame } from "./entries.ts";

/** Turns looks at all entries into frames that say only what is new. */
export function createLiveFeed() {
  let sent = new Map<string, string>();
  return {
    /** Null when nothing has changed since the last call. */
    next(entries: Iterable<readonly [key: string, value: unknown]>): LiveFrame | null {
      const full = sent.size === 0;
      const now = new Map<string, string>();
      const set: Record<string, unknown> = {};
      for (const [key, value] of entries) {
        const text = JSON.stringify(value);
        now.set(key, text);
        if (sent.get(key) !== text) set[key] = value;
      }
      const gone = [...sent.keys()].filter((key) => !now.has(key));
      sent = now;
      if (Object.keys(set).length === 0 && gone.length === 0) return null;
      return { full, set, gone };
    },
  };
}
