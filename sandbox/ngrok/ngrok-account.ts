import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/clock.ts";
import { type Observe, unobserved } from "../observe.ts";
import { type Agents, createAgents } from "./agents.ts";
import { type ApiLimits, createApi, type Permissions } from "./api.ts";
import { type Call, createCalls } from "./calls.ts";
import { createControl } from "./control.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createFlight } from "./flight.ts";
import { createIngressRoutes } from "./ingress-routes.ts";
import { createIngresses, type Ingresses } from "./ingresses.ts";
import { createListener } from "./listener.ts";
import { createResourceIds } from "./resource-ids.ts";
import { type CloudEndpoint, createServingRoutes } from "./serving-routes.ts";
import { createSessionRoutes } from "./session-routes.ts";
import { createTimers } from "./timers.ts";

export interface NgrokAccountOptions {
  clock: Clock;
  apiKey?: string;
  /** Any free one by default. */
  port?: number;
  /** How far ngrok's clock, which stamps answers and sessions, runs ahead of `clock`. */
  skewMs?: number;
  limits?: Partial<ApiLimits>;
  /** The newest agent version by major version. */
  newest?: Record<string, string>;
  /** How many of the newest requests are remembered: 10,000 unless given. */
  callsKept?: number;
  /** Ids follow from it. */
  seed?: string;
  /** Told of every request; nobody unless given. */
  observe?: Observe | undefined;
}

export interface NgrokAccount {
  /** `http://127.0.0.1:port`, the API; its control lies under `/_control`. */
  readonly url: string;
  readonly apiKey: string;
  readonly agents: Agents;
  readonly ingresses: Ingresses;
  readonly faults: Faults;
  /** What the key may do: everything, until this is changed. */
  readonly permissions: Permissions;
  /** Every request to the API that is still remembered, oldest first. */
  readonly calls: readonly Call[];
  /** Requests being worked on right now: not those that hang, are slowed, or wait for the clock. */
  readonly inFlight: number;
  addCloudEndpoint(url: string): void;
  /** Closes all connections and forgets all plans. */
  stop(): Promise<void>;
}

/** Starts an ngrok account on this machine's loopback, without agents; `seedFleet` adds some. */
export async function startNgrokAccount(options: NgrokAccountOptions): Promise<NgrokAccount> {
  const timers = createTimers(options.clock, options.skewMs ?? 0);
  const ids = createResourceIds(options.seed ?? "sandbox");
  const agents = createAgents({
    timers,
    ids,
    newest: options.newest ?? { "2": "2.3.41", "3": "3.22.1" },
  });
  const ingresses = createIngresses(ids, timers);
  const cloudEndpoints: CloudEndpoint[] = [];
  const faults = createFaults();
  const calls = createCalls(options.callsKept ?? 10_000);
  const flight = createFlight();
  const permissions: Permissions = { write: true, sessions: true, restarts: true, updates: true };
  const apiKey = options.apiKey ?? "sandboxKey_thatOpensNothing";
  const api = createApi({
    apiKey,
    permissions,
    limits: { perMinute: 120, simultaneous: 20, ...options.limits },
    timers,
    routes: [
      ...createSessionRoutes(agents),
      ...createServingRoutes(agents, cloudEndpoints),
      ...createIngressRoutes(ingresses, timers),
    ],
  });
  const control = createControl({ agents, ingresses, faults, calls, timers, flight });

  const server = createServer(
    createListener({
      ...{ api, control, faults, calls, flight, timers, ids },
      observe: options.observe ?? unobserved,
    }),
  );
  const { port } = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}`,
    apiKey,
    agents,
    ingresses,
    faults,
    permissions,
    calls: calls.list,
    get inFlight() {
      return flight.inFlight;
    },
    addCloudEndpoint: (url) => {
      const createdAt = timers.now();
      cloudEndpoints.push({ id: ids.next("ep", createdAt), url, createdAt });
    },
    stop: async () => {
      timers.cancelAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}
