import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { CallOptions } from "../ngrok/client.ts";
import type { Endpoint } from "../ngrok/endpoints.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";

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
