import type { Agent } from "../ngrok/agent.ts";
import type { NgrokAccount } from "../ngrok/ngrok-account.ts";
import type { AgentEntry } from "./entries.ts";
import type { Keyed } from "./slack-entries.ts";

/** The account as its owner sees it, and the agents as one would who stood beside them. */
export function* ngrokEntries(account: NgrokAccount): Generator<Keyed> {
  for (const agent of account.agents.all()) yield [`agent/${agent.name}`, agentEntry(agent)];
}

function agentEntry(agent: Agent): AgentEntry {
  const { name, kind, os, region, ip, version, installed, update, state, session } = agent;
  return {
    ...{ name, kind, os, region, ip, version, installed, update, state },
    device: deviceOf(agent.metadata),
    session: session && {
      id: session.id,
      startedAt: session.startedAt.toISOString(),
      urls: session.endpoints.map(({ url }) => url),
    },
  };
}

function deviceOf(metadata: string | null): string | null {
  try {
    const parsed: unknown = JSON.parse(metadata ?? "null");
    return typeof parsed === "object" && parsed !== null && "name" in parsed ? String(parsed.name) : null;
  } catch {
    return null;
  }
}
