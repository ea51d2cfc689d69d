import { type BehaviourChanges, defaultBehaviour } from "../ngrok/agent-options.ts";
import type { Agents } from "../ngrok/agents.ts";
import type { Switch } from "./faults.ts";

/** A way in which agents misbehave; those of the fleet that do from the start do again once all is cleared. */
export function createAgentFault(agents: Agents, behaviour: BehaviourChanges): Switch {
  const fields = Object.keys(behaviour) as (keyof BehaviourChanges)[];
  const isSo = (name: string) => {
    const now = agents.find(name).behaviour;
    return fields.every((field) => now[field] === behaviour[field]);
  };
  const soNow = () => names().filter(isSo);
  const names = () => agents.all().map(({ name }) => name);
  const good = Object.fromEntries(fields.map((field) => [field, defaultBehaviour[field]]));
  const bad = new Set(soNow());

  return {
    kind: "lasting",
    turn: (on, agent = "") => void agents.setBehaviour(agent, on ? behaviour : good),
    clear: () => {
      for (const name of names()) {
        if (isSo(name) !== bad.has(name)) agents.setBehaviour(name, bad.has(name) ? behaviour : good);
      }
    },
    state: () => {
      const so = soNow();
      return { on: so.some((name) => !bad.has(name)), left: null, struck: null, agents: so };
    },
  };
}
