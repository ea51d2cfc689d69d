import type { TrafficBodies } from "../../demo/entries.ts";
import { post } from "./act.ts";

/** What one does to the sandbox itself. Each rejects with a sentence for a person where it refuses. */
export const demoHands = {
  turnFault: (name: string, on: boolean, agent?: string) =>
    post<null>(`/demo/faults/${name}`, { on, ...(agent === undefined ? {} : { agent }) }),
  clearFaults: () => post<null>("/demo/clear-faults", {}),
  clearTraffic: () => post<null>("/demo/clear-traffic", {}),
  bot: (verb: "kill" | "stop" | "start") => post<null>(`/demo/bot/${verb}`, {}),
  /** As the owner of the domain's DNS. */
  delegate: (ingressId: string) => post<null>(`/demo/ingresses/${ingressId}/delegate`, {}),
  bodies: async (number: number): Promise<TrafficBodies> => {
    const response = await fetch(`/demo/traffic/${number}`);
    const answer = (await response.json()) as { ok: boolean; result: TrafficBodies; error?: string };
    if (!answer.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
    return answer.result;
  },
};
