import type { Clock } from "../clock.ts";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { CallOptions, NgrokClient } from "../ngrok/client.ts";
import type { Endpoint } from "../ngrok/endpoints.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";
import { unlessGone } from "./call-error.ts";
import { createSharedList } from "./shared-list.ts";

/** `listing`: at most 30 s old, for suggestions and searches; `decision`: at most 2 s. */
export type Freshness = "listing" | "decision";

/** One shared look at the account: each list is read by one fetch at a time, for all who ask. */
export interface Fleet {
  sessions(freshness: Freshness, options?: CallOptions): Promise<TunnelSession[]>;
  endpoints(freshness: Freshness, options?: CallOptions): Promise<Endpoint[]>;
  tunnels(freshness: Freshness, options?: CallOptions): Promise<Tunnel[]>;
  ingresses(freshness: Freshness, options?: CallOptions): Promise<AgentIngress[]>;
  /**
   * One session as it was after `since`, and 2 s ago at most; null when it is gone. From the shared list, unless
   * that takes more requests than to ask for it alone.
   */
  session(sessionId: string, since: Date): Promise<TunnelSession | null>;
  /** What was read before this instant no longer counts. */
  forget(): void;
  /** A session was told to restart: what was read before counts as a decision still, and as a listing no longer. */
  forgetListings(): void;
}

// Another process may have said since when; what they may disagree by about the database's time.
const CLOCK_DOUBT_MS = 500;
const OLDEST_MS: Record<Freshness, number> = { listing: 30_000, decision: 2_000 };

export interface FleetDeps {
  ngrok: NgrokClient;
  clock: Clock;
  /** Whether the account's request limit is being used up, so that looks are to be spared. */
  isShort: () => boolean;
}

/** The age of a list counts from the start of its fetch. Each answer is the caller's own array. */
export function createFleet(deps: FleetDeps): Fleet {
  const { ngrok, clock } = deps;
  const sessions = createSharedList(deps, ngrok.sessions.list);
  const endpoints = createSharedList(deps, ngrok.endpoints.list);
  const tunnels = createSharedList(deps, ngrok.tunnels.list);
  const ingresses = createSharedList(deps, ngrok.ingresses.list);
  return {
    sessions: (freshness, options) => sessions.read(OLDEST_MS[freshness], options),
    endpoints: (freshness, options) => endpoints.read(OLDEST_MS[freshness], options),
    tunnels: (freshness, options) => tunnels.read(OLDEST_MS[freshness], options),
    ingresses: (freshness, options) => ingresses.read(OLDEST_MS[freshness], options),
    session: async (sessionId, since) => {
      // Of the very same millisecond nobody knows which came first.
      const doubtMs = CLOCK_DOUBT_MS * clock.rate + 1;
      const oldestMs = Math.min(OLDEST_MS.decision, clock.now().getTime() - since.getTime() - doubtMs);
      const shared = sessions.isCheap(oldestMs) ? await sessions.read(oldestMs) : [];
      return shared.find(({ id }) => id === sessionId) ?? unlessGone(ngrok.sessions.get(sessionId));
    },
    forgetListings: () => {
      for (const list of [sessions, endpoints, tunnels]) list.forget(OLDEST_MS.decision);
    },
    forget: () => {
      for (const list of [sessions, endpoints, tunnels, ingresses]) list.forget();
    },
  };
}
