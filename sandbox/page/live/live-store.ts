import type { Entries, Kind, LiveFrame } from "../../demo/entries.ts";

export type Connection = "connecting" | "open" | "lost";

/** All entries of one person's page, kept by the server's frames. */
export interface LiveStore {
  subscribe(listener: () => void): () => void;
  /** In the order of their keys. The same array until one of them changes. */
  all<K extends Kind>(kind: K): readonly Entries[K][];
  one<K extends Kind>(kind: K, id: string): Entries[K] | null;
  connection(): Connection;
  apply(frame: LiveFrame): void;
  connectionIs(connection: Connection): void;
}

export function createLiveStore(): LiveStore {
  const kinds = new Map<string, Map<string, unknown>>();
  const lists = new Map<string, readonly unknown[]>();
  const listeners = new Set<() => void>();
  let connection: Connection = "connecting";
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const placeOf = (key: string) => {
    const slash = key.indexOf("/");
    const kind = key.slice(0, slash);
    lists.delete(kind);
    const entries = kinds.get(kind) ?? new Map<string, unknown>();
    kinds.set(kind, entries);
    return { entries, id: key.slice(slash + 1) };
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    all: <K extends Kind>(kind: K) => {
      const known = lists.get(kind);
      if (known) return known as readonly Entries[K][];
      const entries = [...(kinds.get(kind) ?? [])].sort(([one], [other]) => compareKeys(one, other));
      const list = entries.map(([, value]) => value as Entries[K]);
      lists.set(kind, list);
      return list;
    },
    one: <K extends Kind>(kind: K, id: string) =>
      (kinds.get(kind)?.get(id) as Entries[K] | undefined) ?? null,
    connection: () => connection,
    apply: ({ full, set, gone }) => {
      if (full) {
        kinds.clear();
        lists.clear();
      }
      for (const [key, value] of Object.entries(set)) {
        const { entries, id } = placeOf(key);
        entries.set(id, value);
      }
      for (const key of gone) {
        const { entries, id } = placeOf(key);
        entries.delete(id);
      }
      tell();
    },
    connectionIs: (next) => {
      if (connection === next) return;
      connection = next;
      tell();
    },
  };
}

function compareKeys(one: string, other: string): number {
  const numbers = Number(one) - Number(other);
  if (!Number.isNaN(numbers)) return numbers;
  return one < other ? -1 : 1;
}
