import type { AgentOptions } from "../ngrok/agent-options.ts";
import type { NgrokAccount } from "../ngrok/ngrok-account.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Devices of their own, so that no scene of the tour depends on another. */
const extras: Record<string, AgentOptions["behaviour"]> = {
  "gate-1": {},
  "gate-2": {},
  "gate-3": {},
  "gate-4": {},
  "gate-5": {},
  "gate-6": {},
  "gate-7": {},
  "gate-8": {},
  "edge-12": { failRestart: "fork/exec: no such file" },
  "edge-13": {},
  "late-1": { neverReturn: true },
  "late-2": {},
  "late-3": {},
  "late-4": {},
  "pair-1": { returnTwice: true },
  "odd-1": {},
  "odd-2": {},
  "odd-3": {},
  "odd-4": {},
  "stop-1": {},
  "stop-2": {},
  "stop-3": { ignoreStop: true },
  "stop-4": { refuseStop: "the service manager forbids it" },
  "boot-1": {},
  "boot-2": { refuseRestart: "restart is disabled by the service" },
  "boot-3": {},
  "boot-4": {},
  "wire-1": {},
  "wire-2": {},
};

export function addExtraAgents(ngrok: NgrokAccount): void {
  for (const [name, behaviour] of Object.entries(extras)) {
    ngrok.agents.add({
      name,
      startedAgoMs: DAY_MS,
      // Only a pooled URL is served by both where an agent comes back twice.
      endpoints: [{ url: `https://${name}.devices.example.com`, pooled: name === "pair-1" }],
      ...(behaviour ? { behaviour } : {}),
    });
  }
}
