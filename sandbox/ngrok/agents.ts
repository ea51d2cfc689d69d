import { type Agent, connect, createAgent, forgetPlans, startProgram } from "./agent.ts";
import type { CommandContext } from "./agent-commands.ts";
import {
  type AgentOptions,
  agentOptionsSchema,
  type BehaviourChanges,
  behaviourChangesSchema,
  changeBehaviour,
} from "./agent-options.ts";
import type { ResourceIds } from "./resource-ids.ts";
import type { Timers } from "./timers.ts";

export interface Agents {
  /** Connects a new agent. @throws when the name is taken or an option is not known. */
  add(options: AgentOptions): Agent;
  /** @throws when there is none of that name. */
  find(name: string): Agent;
  /** The agent whose session that is now, if any. */
  ofSession(sessionId: string): Agent | undefined;
  all(): Agent[];
  setBehaviour(name: string, behaviour: BehaviourChanges): Agent;
  /** Cuts the network: the session ends, the program runs on. */
  disconnect(name: string): Agent;
  /** Connects under a new id, as after a network cut; an agent that is online is cut off first. */
  reconnect(name: string): Agent;
  /** Someone installs `version` on the device and starts the agent again: a new id at once. */
  upgradeByHand(name: string, version: string): Agent;
  remove(name: string): void;
  /** What a command needs besides its agent. */
  readonly context: CommandContext;
}

export interface AgentsDeps {
  timers: Timers;
  ids: ResourceIds;
  /** The newest version by major version, such as `{ "3": "3.22.1" }`. */
  newest: Readonly<Record<string, string>>;
}

export function createAgents({ timers, ids, newest }: AgentsDeps): Agents {
  const byName = new Map<string, Agent>();

  const add = (given: AgentOptions) => {
    const options = agentOptionsSchema.parse(given);
    if (byName.has(options.name)) throw new Error(`There is an agent named ${options.name} already.`);
    const agent = createAgent(options);
    byName.set(agent.name, agent);
    connect(agent, ids, new Date(timers.now().getTime() - (options.startedAgoMs ?? 0)));
    return agent;
  };

  const find = (name: string) => {
    const agent = byName.get(name);
    if (!agent) throw new Error(`There is no agent named ${name}.`);
    return agent;
  };

  const cut = (agent: Agent) => {
    agent.pending.life?.();
    agent.pending.life = null;
    agent.session = null;
    agent.awaySince ??= timers.now();
    agent.state = "offline";
    return agent;
  };

  const reconnect = (agent: Agent) => {
    cut(agent);
    connect(agent, ids, timers.now());
    return agent;
  };

  return {
    add,
    find,
    all: () => [...byName.values()],
    ofSession: (sessionId) => [...byName.values()].find((agent) => agent.session?.id === sessionId),
    setBehaviour: (name, behaviour) => {
      const agent = find(name);
      changeBehaviour(agent.behaviour, behaviourChangesSchema.parse(behaviour));
      return agent;
    },
    disconnect: (name) => cut(find(name)),
    reconnect: (name) => reconnect(find(name)),
    upgradeByHand: (name, version) => {
      const agent = find(name);
      forgetPlans(agent);
      agent.installed = version;
      startProgram(agent);
      return reconnect(agent);
    },
    remove: (name) => {
      const agent = find(name);
      forgetPlans(agent);
      byName.delete(name);
    },
    context: {
      timers,
      ids,
      newestOf: (version) => newest[version.split(".")[0] ?? ""] ?? version,
      duplicate: (agent) => add(twinOf(agent, [...byName.keys()])),
    },
  };
}

function twinOf(agent: Agent, taken: string[]): AgentOptions {
  let count = 2;
  while (taken.includes(`${agent.name} (${count})`)) count += 1;
  return {
    name: `${agent.name} (${count})`,
    kind: agent.kind,
    os: agent.os,
    transport: agent.transport,
    credentialId: agent.credentialId,
    metadata: agent.metadata,
    ip: agent.ip,
    region: agent.region,
    version: agent.version,
    // ngrok binds a URL twice only where both pool it.
    endpoints: (agent.configured.endpoints ?? []).filter((endpoint) => endpoint.pooled),
  };
}
