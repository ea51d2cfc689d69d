import { createHash } from "node:crypto";
import { type AgentOptions, type Behaviour, changeBehaviour, defaultBehaviour } from "./agent-options.ts";
import type { ResourceIds } from "./resource-ids.ts";

export interface ServedEndpoint {
  endpointId: string;
  tunnelId: string;
  url: string;
  pooled: boolean;
  name: string;
  upstreamUrl: string;
}

/** A connection of an agent, which ends with it; the next one has new ids throughout. */
export interface Session {
  id: string;
  startedAt: Date;
  endpoints: ServedEndpoint[];
  labelled: { tunnelId: string; labels: Record<string, string> }[];
}

/** A program on a device: its configuration, what it is doing, and its connection while it has one. */
export interface Agent {
  readonly name: string;
  readonly kind: "agent" | "ssh" | "sdk";
  readonly os: string;
  readonly transport: string;
  readonly credentialId: string;
  readonly metadata: string | null;
  readonly configured: Pick<AgentOptions, "endpoints" | "labelled">;
  readonly region: string;
  ip: string;
  /** Of the running program; a finished update lies beside it in `installed` until the program starts again. */
  version: string;
  installed: string;
  update: "none" | "running" | "done";
  /** `leaving`: a command was accepted and its session is about to end. */
  state: "online" | "leaving" | "restarting" | "offline" | "stopped";
  session: Session | null;
  /** When its last session ended; null while it has one. */
  awaySince: Date | null;
  readonly behaviour: Behaviour;
  /** Cancels what the agent is about to do by itself. */
  readonly pending: { update: (() => void) | null; life: (() => void) | null };
}

const defaults = {
  agent: { os: "linux", transport: "ngrok/2", version: "3.19.0" },
  ssh: { os: "", transport: "ssh", version: "" },
  // An SDK reports the version of the library.
  sdk: { os: "linux", transport: "ngrok/2", version: "1.13.0" },
};

export function createAgent(options: AgentOptions): Agent {
  const kind = options.kind ?? "agent";
  const version = options.version ?? defaults[kind].version;
  const behaviour = { ...defaultBehaviour };
  changeBehaviour(behaviour, options.behaviour ?? {});
  const host = (number(options.name) % 250) + 1;
  return {
    name: options.name,
    kind,
    os: options.os ?? defaults[kind].os,
    transport: options.transport ?? defaults[kind].transport,
    credentialId: options.credentialId ?? "cr_2TMGJ5XTkNXxX2o9kiFMMLhTHw7",
    metadata: options.metadata === undefined ? JSON.stringify({ name: options.name }) : options.metadata,
    configured: { endpoints: options.endpoints ?? [], labelled: options.labelled ?? [] },
    region: options.region ?? "eu",
    ip: options.ip ?? `198.51.100.${host}`,
    version,
    installed: version,
    update: "none",
    state: "offline",
    session: null,
    awaySince: null,
    behaviour,
    pending: { update: null, life: null },
  };
}

/** Connects the agent: a new session, with new ids for all that it serves. */
export function connect(agent: Agent, ids: ResourceIds, startedAt: Date, serves = true): void {
  const id = ids.next("ts", startedAt);
  agent.session = {
    id,
    startedAt,
    endpoints: (serves ? (agent.configured.endpoints ?? []) : []).map((endpoint, index) => {
      const endpointId = ids.next("ep", startedAt);
      return {
        endpointId,
        // The tunnel and the endpoint of one URL share their KSUID.
        tunnelId: endpointId.replace("ep_", "tn_"),
        url: endpoint.url,
        pooled: endpoint.pooled ?? false,
        name: endpoint.name ?? (index === 0 ? "command_line" : `tunnel-${index + 1}`),
        upstreamUrl: endpoint.upstreamUrl ?? "http://localhost:80",
      };
    }),
    labelled: (serves ? (agent.configured.labelled ?? []) : []).map((labels) => ({
      tunnelId: ids.next("tn", startedAt),
      labels,
    })),
  };
  agent.state = "online";
  agent.awaySince = null;
}

/** What the program does at its start: it is then of the version that lies on the disk. */
export function startProgram(agent: Agent): void {
  agent.version = agent.installed;
  agent.update = "none";
}

/** Stops all that the agent would do later. An update that is cut short leaves nothing behind. */
export function forgetPlans(agent: Agent): void {
  agent.pending.life?.();
  agent.pending.life = null;
  agent.pending.update?.();
  agent.pending.update = null;
  if (agent.update === "running") agent.update = "none";
}

export function returnDelayMs(agent: Agent): number {
  return agent.behaviour.returnAfterMs ?? 3_000 + (number(agent.name) % 3_000);
}

function number(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE();
}
