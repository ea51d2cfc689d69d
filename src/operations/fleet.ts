import type { Clock } from "../clock.ts";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { CallOptions, NgrokClient } from "../ngrok/client.ts";
import type { Endpoint } from "../ngrok/endpoints.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";
import { createSharedList } from "./shared-list.ts";

/** `listing`: at most 30 s old, for suggestions and searches; `decision`: at most 2 s. */
export type Freshness = "listing" | "decision";

/** One shared look at the account: each list is read by one fetch at a time, for all who ask. */
export interface Fleet {
  sessions(freshness: Freshness, options?: CallOptions): Promise<TunnelSession[]>;
  endpoints(freshness: Freshness, options?: CallOptions): Promise<Endpoint[]>;
  tunnels(freshness: Freshness, options?: CallOptions): Promise<Tunnel[]>;
  ingresses(freshness: Freshness, options?: CallOptions): Promise<AgentIngress[]>;
  /** What was read before this instant no longer counts. */
  forget(): void;
}

const OLDEST_MS: Record<Freshness, number> = { listing: 30_000, decision: 2_000 };

/** The age of a list counts from the start of its fetch. Each answer is the caller's own array. */
export function createFleet({ ngrok, clock }: { ngrok: NgrokClient; clock: Clock }): Fleet {
  const sessions = createSharedList(clock, ngrok.sessions.list);
  const endpoints = createSharedList(clock, ngrok.endpoints.list);
  const tunnels = createSharedList(clock, ngrok.tunnels.list);
  const ingresses = createSharedList(clock, ngrok.ingresses.list);
  return {
    sessions: (freshness, options) => sessions.read(OLDEST_MS[freshness], options),
    endpoints: (freshness, options) => endpoints.read(OLDEST_MS[freshness], options),
    tunnels: (freshness, options) => tunnels.read(OLDEST_MS[freshness], options),
    ingresses: (freshness, options) => ingresses.read(OLDEST_MS[freshness], options),
    forget: () => {
      for (const list of [sessions, endpoints, tunnels, ingresses]) list.forget();
    },
  };
}
