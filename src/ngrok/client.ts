import { Agent, type Dispatcher } from "undici";
import type { Clock } from "../clock.ts";
import {
  type AgentIngress,
  type AgentIngressChanges,
  createAgentIngresses,
  type NewAgentIngress,
} from "./agent-ingresses.ts";
import { createEndpoints, type Endpoint } from "./endpoints.ts";
import type { HearNgrokCall } from "./hear-call.ts";
import { type CallOptions, createHttp, type MayChange, type Receipt } from "./http.ts";
import type { RequestBudget } from "./request-budget.ts";
import { createTunnelSessions, type TunnelSession } from "./tunnel-sessions.ts";
import { createTunnels, type Tunnel } from "./tunnels.ts";

export type { CallOptions, Receipt } from "./http.ts";

/**
 * Every call may throw an `NgrokError`; its `outcome` tells whether the change may have happened. Lists come page
 * by page, newest first; a page is asked for when it is read.
 */
export interface NgrokClient {
  ingresses: {
    list(options?: CallOptions): AsyncIterable<AgentIngress[]>;
    get(ingressId: string, options?: CallOptions): Promise<AgentIngress>;
    create(ingress: NewAgentIngress, options?: CallOptions): Promise<AgentIngress>;
    update(ingressId: string, changes: AgentIngressChanges, options?: CallOptions): Promise<AgentIngress>;
    delete(ingressId: string, options?: CallOptions): Promise<Receipt>;
  };
  sessions: {
    list(options?: CallOptions): AsyncIterable<TunnelSession[]>;
    get(sessionId: string, options?: CallOptions): Promise<TunnelSession>;
    update(sessionId: string, options?: CallOptions): Promise<Receipt>;
    restart(sessionId: string, options?: CallOptions): Promise<Receipt>;
    stop(sessionId: string, options?: CallOptions): Promise<Receipt>;
  };
  endpoints: { list(options?: CallOptions): AsyncIterable<Endpoint[]> };
  tunnels: { list(options?: CallOptions): AsyncIterable<Tunnel[]> };
  /** Closes the connections. */
  close(): Promise<void>;
}

// ngrok also limits how many requests an account has under way at once; it does not say to how many.
const MOST_CONNECTIONS = 10;
// Frees a connection that hangs; callers are long gone by their own clock.
const CONNECT_BACKSTOP_MS = 30_000;

/**
 * ngrok's API. `baseUrl` is `https://api.ngrok.com` or a stand-in. A `dispatcher` that is passed in stays
 * its owner's to close. `close` gives up what is still under way.
 * @throws TypeError when `baseUrl` is no URL or `apiKey` cannot be one
 */
export function createNgrokClient(deps: {
  baseUrl: string;
  apiKey: string;
  clock: Clock;
  budget: RequestBudget;
  dispatcher?: Dispatcher;
  /** Asked right before each request that changes something is sent; a no, an error or a second's silence holds it. */
  mayChange: MayChange;
  /** Opens the connections that are the client's own; through a proxy, say. */
  open?: (options: { connections: number; connectTimeoutMs: number }) => Dispatcher;
  heard?: HearNgrokCall | undefined;
}): NgrokClient {
  const open = deps.open ?? openDirectly;
  const limits = { connections: MOST_CONNECTIONS, connectTimeoutMs: CONNECT_BACKSTOP_MS };
  const own = deps.dispatcher ? null : open(limits);
  const http = createHttp({ ...deps, dispatcher: deps.dispatcher ?? (own as Dispatcher) });
  return {
    ingresses: createAgentIngresses(http),
    sessions: createTunnelSessions(http),
    endpoints: createEndpoints(http),
    tunnels: createTunnels(http),
    close: async () => {
      await own?.destroy();
    },
  };
}

function openDirectly({ connections, connectTimeoutMs }: { connections: number; connectTimeoutMs: number }) {
  return new Agent({ connections, allowH2: false, connect: { timeout: connectTimeoutMs } });
}
