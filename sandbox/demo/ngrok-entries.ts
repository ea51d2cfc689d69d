import type { Agent } from "../ngrok/agent.ts";
import { certificateStatus, type Ingress } from "../ngrok/ingresses.ts";
import type { NgrokAccount } from "../ngrok/ngrok-account.ts";
import type { AgentEntry, IngressEntry } from "./entries.ts";
import type { Keyed } from "./slack-entries.ts";

/** The account as its owner sees it at `now`, and the agents as one would who stood beside them. */
export function* ngrokEntries(account: NgrokAccount, now: Date): Generator<Keyed> {
  for (const agent of account.agents.all()) yield [`agent/${agent.name}`, agentEntry(agent)];
  for (const ingress of account.ingresses.all()) yield [`ingress/${ingress.id}`, ingressEntry(ingress, now)];
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
    awaySince: agent.awaySince?.toISOString() ?? null,
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

function ingressEntry(ingress: Ingress, now: Date): IngressEntry {
  const { id, domain, description, metadata } = ingress;
  const [certificateState, certificate] = certificateOf(ingress, now);
  const createdAt = ingress.createdAt.toISOString();
  const delegated = ingress.delegatedAt !== null;
  return { id, domain, description, metadata, createdAt, delegated, certificateState, certificate };
}

function certificateOf(ingress: Ingress, now: Date): [IngressEntry["certificateState"], string] {
  const status = certificateStatus(ingress, now);
  if (!status) return ["none", "no certificate is managed by ngrok"];
  const { provisioning_job: job, renews_at: renewsAt } = status;
  if (!job) return ["issued", `issued; it renews on ${renewsAt?.slice(0, 10)}`];
  return [job.error_code === null ? "issuing" : "failed", job.msg];
}
