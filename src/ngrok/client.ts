import type { AgentIngress, AgentIngressChanges, NewAgentIngress } from "./agent-ingresses.ts";
import type { Endpoint } from "./endpoints.ts";
import type { TunnelSession } from "./tunnel-sessions.ts";
import type { Tunnel } from "./tunnels.ts";

export interface CallOptions {
  /** People are served before the bot's own looks when the budget is short. Default: `background`. */
  priority?: "person" | "background";
  signal?: AbortSignal;
}

/** A command that ngrok accepted; `answeredAt` is ngrok's own clock, to the second, or null if it sent no `Date`. */
export interface Receipt {
  answeredAt: Date | null;
}

/** Every call may throw an `NgrokError`; its `outcome` tells whether the change may have happened. */
export interface NgrokClient {
  ingresses: {
    list(options?: CallOptions): AsyncIterable<AgentIngress>;
    get(ingressId: string, options?: CallOptions): Promise<AgentIngress>;
    create(ingress: NewAgentIngress, options?: CallOptions): Promise<AgentIngress>;
    update(ingressId: string, changes: AgentIngressChanges, options?: CallOptions): Promise<AgentIngress>;
    delete(ingressId: string, options?: CallOptions): Promise<Receipt>;
  };
  sessions: {
    list(options?: CallOptions): AsyncIterable<TunnelSession>;
    get(sessionId: string, options?: CallOptions): Promise<TunnelSession>;
    update(sessionId: string, options?: CallOptions): Promise<Receipt>;
    restart(sessionId: string, options?: CallOptions): Promise<Receipt>;
    stop(sessionId: string, options?: CallOptions): Promise<Receipt>;
  };
  endpoints: { list(options?: CallOptions): AsyncIterable<Endpoint> };
  tunnels: { list(options?: CallOptions): AsyncIterable<Tunnel> };
  /** Closes the connections. */
  close(): Promise<void>;
}
