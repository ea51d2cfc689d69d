import type { Agent, ServedEndpoint, Session } from "./agent.ts";
import type { Agents } from "./agents.ts";
import type { Route } from "./api-request.ts";
import { page, pageQuery } from "./paging.ts";
import { wireTime } from "./reply.ts";

/** An endpoint that lives in the account itself: no agent's session stands behind it. */
export interface CloudEndpoint {
  id: string;
  url: string;
  createdAt: Date;
}

interface Item {
  id: string;
  wire: object;
}

export function createServingRoutes(agents: Agents, cloudEndpoints: readonly CloudEndpoint[]): Route[] {
  const online = () =>
    agents.all().flatMap((agent) => (agent.session ? [{ agent, session: agent.session }] : []));
  return [
    {
      method: "GET",
      path: "/endpoints",
      prefix: "ep_",
      query: pageQuery,
      handle: (request) =>
        page(request, {
          key: "endpoints",
          path: "/endpoints",
          prefix: "ep_",
          items: [
            ...online().flatMap(({ agent, session }) =>
              session.endpoints.map((endpoint) => endpointItem(agent, session, endpoint, request.origin)),
            ),
            ...cloudEndpoints.map((endpoint) => cloudItem(endpoint, request.origin)),
          ],
        }),
    },
    {
      method: "GET",
      path: "/tunnels",
      prefix: "tn_",
      query: pageQuery,
      handle: (request) =>
        page(request, {
          key: "tunnels",
          path: "/tunnels",
          prefix: "tn_",
          items: online().flatMap(({ agent, session }) => tunnelItems(agent, session, request.origin)),
        }),
    },
  ];
}

function address(url: string): { proto: string; hostport: string } {
  const { protocol, hostname, port } = new URL(url);
  const proto = protocol.slice(0, -1);
  const standard = proto === "http" ? "80" : "443";
  return { proto, hostport: `${hostname}:${port || standard}` };
}

function endpointItem(agent: Agent, session: Session, endpoint: ServedEndpoint, origin: string): Item {
  return {
    id: endpoint.endpointId,
    wire: {
      bindings: ["public"],
      created_at: wireTime(session.startedAt),
      ...address(endpoint.url),
      id: endpoint.endpointId,
      name: endpoint.name,
      pooling_enabled: endpoint.pooled,
      public_url: endpoint.url,
      region: agent.region,
      tunnel: { id: endpoint.tunnelId, uri: `${origin}/tunnels/${endpoint.tunnelId}` },
      tunnel_session: { id: session.id, uri: `${origin}/tunnel_sessions/${session.id}` },
      type: "ephemeral",
      updated_at: wireTime(session.startedAt),
      upstream_url: endpoint.upstreamUrl,
      uri: `${origin}/endpoints/${endpoint.endpointId}`,
      url: endpoint.url,
    },
  };
}

function cloudItem(endpoint: CloudEndpoint, origin: string): Item {
  return {
    id: endpoint.id,
    wire: {
      bindings: ["public"],
      created_at: wireTime(endpoint.createdAt),
      ...address(endpoint.url),
      id: endpoint.id,
      pooling_enabled: false,
      public_url: endpoint.url,
      type: "cloud",
      updated_at: wireTime(endpoint.createdAt),
      uri: `${origin}/endpoints/${endpoint.id}`,
      url: endpoint.url,
    },
  };
}

function tunnelItems(agent: Agent, session: Session, origin: string): Item[] {
  const common = {
    metadata: "",
    region: agent.region,
    started_at: wireTime(session.startedAt),
    tunnel_session: { id: session.id, uri: `${origin}/tunnel_sessions/${session.id}` },
  };
  const plain = session.endpoints.map((endpoint) => ({
    id: endpoint.tunnelId,
    wire: {
      ...common,
      endpoint: { id: endpoint.endpointId, uri: `${origin}/endpoints/${endpoint.endpointId}` },
      forwards_to: endpoint.upstreamUrl,
      id: endpoint.tunnelId,
      proto: address(endpoint.url).proto,
      public_url: endpoint.url,
    },
  }));
  const labelled = session.labelled.map(({ tunnelId, labels }) => ({
    id: tunnelId,
    wire: { ...common, forwards_to: "http://localhost:80", id: tunnelId, labels },
  }));
  return [...plain, ...labelled];
}
