import type { Fault as NgrokFault } from "../ngrok/faults.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Fault as SlackFault } from "../slack/faults.ts";
import { createAgentFault } from "./agent-fault.ts";
import type { FaultEntry } from "./entries.ts";
import { type FaultPlan, faultPlans } from "./fault-list.ts";
import { Refusal } from "./refusal.ts";

export interface DemoFaults {
  entries(): FaultEntry[];
  /** @param agent which one, where the fault is an agent's. @throws Refusal in a sentence */
  turn(name: string, on: boolean, agent: string | undefined): void;
  /** Ends all that is on; agents misbehave as they did at the start. */
  clear(): void;
}

/** How one fault is switched, and what it is up to. */
export interface Switch {
  kind: FaultEntry["kind"];
  turn(on: boolean, agent: string | undefined): void;
  clear(): void;
  state(): Pick<FaultEntry, "on" | "left" | "struck" | "agents">;
}

/** The faults of the list, on this sandbox. */
export function createDemoFaults(sandbox: Sandbox): DemoFaults {
  const switches = new Map(
    Object.entries(faultPlans).map(([name, plan]) => [name, { plan, ...switchOf(sandbox, plan) }]),
  );
  return {
    entries: () =>
      [...switches].map(([name, { plan, kind, state }], order) => {
        const { label, does, expect } = plan;
        return { name, group: groupOf(plan), order, label, does, expect, kind, ...state() };
      }),
    turn: (name, on, agent) => {
      const found = switches.get(name);
      if (!found) throw new Refusal(404, `There is no fault called ${name}.`);
      const isOfAgent = groupOf(found.plan) === "agent";
      if (agent !== undefined && !isOfAgent) throw new Refusal(400, `${name} is no fault of an agent.`);
      if (agent === undefined && isOfAgent) throw new Refusal(400, `Say which agent ${name} is meant for.`);
      if (agent !== undefined && !sandbox.ngrok.agents.all().some((one) => one.name === agent)) {
        throw new Refusal(404, `There is no agent called ${agent}.`);
      }
      if (found.kind === "now" && !on) throw new Refusal(400, `${name} happens at once; it is never on.`);
      found.turn(on, agent);
    },
    clear: () => {
      for (const { clear } of switches.values()) clear();
    },
  };
}

function groupOf({ via }: FaultPlan): FaultEntry["group"] {
  if (via === "ngrok") return "ngrok";
  return via === "agent" || via === "agent-network" ? "agent" : "slack";
}

function switchOf(sandbox: Sandbox, plan: FaultPlan): Switch {
  const { faults } = sandbox.slack;
  const { agents } = sandbox.ngrok;
  switch (plan.via) {
    case "slack-sockets":
      return atOnce(() => faults.disconnectSockets(plan.reason));
    case "agent-network":
      return atOnce((agent) => (plan.connected ? agents.reconnect(agent) : agents.disconnect(agent)));
    case "slack-offline": {
      const turn = (on: boolean) => (on ? faults.goOffline() : faults.comeBack());
      const state = () => ({ on: faults.offline, left: null, struck: null, agents: [] });
      return { kind: "lasting", turn, clear: () => turn(false), state };
    }
    case "slack":
      return slackSwitch(sandbox, plan.method, plan.fault, plan.times);
    case "ngrok":
      return ngrokSwitch(sandbox, plan.fault);
    case "agent":
      return createAgentFault(agents, plan.behaviour);
  }
}

function atOnce(happen: (agent: string) => unknown): Switch {
  return {
    kind: "now",
    turn: (_on, agent) => void happen(agent ?? ""),
    clear: () => {},
    state: () => ({ on: false, left: null, struck: null, agents: [] }),
  };
}

function slackSwitch({ slack }: Sandbox, method: string, planned: SlackFault, times: number): Switch {
  let fault: SlackFault | null = null;
  let takeBack = () => {};
  const off = () => {
    takeBack();
    fault = null;
  };
  return {
    kind: "counted",
    turn: (on) => {
      off();
      if (!on) return;
      // One of its own, by which it is found among the others.
      fault = { ...planned };
      takeBack = slack.faults.add(method, fault, times);
    },
    clear: off,
    state: () => {
      const left = slack.faults.list().find((plan) => plan.fault === fault)?.left ?? 0;
      return countedState(fault !== null, left, times);
    },
  };
}

function ngrokSwitch({ ngrok }: Sandbox, fault: NgrokFault): Switch {
  const { times = 1 } = fault;
  let id: number | null = null;
  const off = () => {
    if (id !== null) ngrok.faults.clear(id);
    id = null;
  };
  return {
    kind: times === "always" ? "lasting" : "counted",
    turn: (on) => {
      off();
      if (on) id = ngrok.faults.add(fault).id;
    },
    clear: off,
    state: () => {
      const placed = ngrok.faults.list().find((one) => one.id === id);
      if (times !== "always") return countedState(id !== null, placed?.remaining ?? 0, times);
      return { on: placed !== undefined, left: null, struck: null, agents: [] };
    },
  };
}

/** What strikes its last time goes off by itself, and is remembered to have struck. */
function countedState(wasOn: boolean, left: number, times: number): ReturnType<Switch["state"]> {
  return { on: left > 0, left: left > 0 ? left : null, struck: wasOn ? times - left : null, agents: [] };
}
