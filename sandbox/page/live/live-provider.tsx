import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import type { Entries, Kind, LiveFrame } from "../../demo/entries.ts";
import { type Act, createAct } from "./act.ts";
import { type Connection, createLiveStore, type LiveStore } from "./live-store.ts";

interface Live {
  store: LiveStore;
  act: Act;
  /** The person whose eyes and hands the page has. */
  as: string;
  becomes(name: string): void;
}

const LiveContext = createContext<Live | null>(null);

const RETRY_MS = 1000;
const PEOPLE = ["olga", "ada", "ben", "otto"];

/** Who the address says; the one who may ask, where it names nobody of here. */
function personInAddress(): string {
  const named = new URLSearchParams(location.search).get("as") ?? "";
  return PEOPLE.find((name) => name === named) ?? "olga";
}

/** Keeps what the page shows true to the server, for the person named in the address (`?as=olga`). */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [as, setAs] = useState(personInAddress);
  // Each person has a store of his own: nothing of another is ever on his page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that is what it depends on
  const store = useMemo(() => createLiveStore(), [as]);
  useEffect(() => listen(store, as), [store, as]);
  const live = useMemo<Live>(
    () => ({
      store,
      as,
      act: createAct(as),
      becomes: (name) => {
        const url = new URL(location.href);
        url.searchParams.set("as", name);
        history.replaceState(null, "", url);
        setAs(name);
      },
    }),
    [store, as],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("There is no LiveProvider above.");
  return live;
}

export function useAll<K extends Kind>(kind: K): readonly Entries[K][] {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, () => store.all(kind));
}

export function useOne<K extends Kind>(kind: K, id: string): Entries[K] | null {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, () => store.one(kind, id));
}

export function useConnection(): Connection {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.connection);
}

function listen(store: LiveStore, as: string): () => void {
  let over = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  const connect = () => {
    const address = new URL("/live", location.href);
    address.protocol = "ws:";
    address.searchParams.set("as", as);
    socket = new WebSocket(address);
    socket.onmessage = ({ data }) => {
      if (over) return;
      store.connectionIs("open");
      store.apply(JSON.parse(String(data)) as LiveFrame);
    };
    socket.onclose = () => {
      if (over) return;
      store.connectionIs("lost");
      retry = setTimeout(connect, RETRY_MS);
    };
  };
  connect();
  return () => {
    over = true;
    clearTimeout(retry);
    socket?.close();
  };
}
