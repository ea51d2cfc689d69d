import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { Endpoint } from "../ngrok/endpoints.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";
import { deviceName } from "./device-name.ts";
import { servedUrls } from "./served-urls.ts";
import type {
  Certificate,
  IngressFields,
  IngressSnapshot,
  SessionSnapshot,
  SessionTarget,
} from "./target.ts";

/** The session as a person reviews it. */
export function sessionSnapshot(session: TunnelSession): SessionSnapshot {
  const { id, ...rest } = session;
  return { sessionId: id, ...rest };
}

/** The ingress as a person reviews it. A certificate policy that names no authority counts as none. */
export function ingressSnapshot(ingress: AgentIngress): IngressSnapshot {
  return {
    ingressId: ingress.id,
    domain: ingress.domain,
    description: ingress.description,
    metadata: ingress.metadata,
    certificate: certificateOf(ingress.certificatePolicy),
  };
}

/** The session with its device's name and what goes down with it. Both lists are the whole account's. */
export function sessionTarget(
  session: TunnelSession,
  endpoints: readonly Endpoint[],
  tunnels: readonly Tunnel[],
  labelKey: string | null,
): SessionTarget {
  return {
    type: "session",
    name: deviceName(session, endpoints, labelKey),
    session: sessionSnapshot(session),
    serves: servedUrls(session.id, endpoints, tunnels),
  };
}

/** Whether both could be the same agent before and after a restart: nothing else outlives one. */
export function equalIdentity(a: SessionSnapshot, b: SessionSnapshot): boolean {
  return (
    a.credentialId === b.credentialId &&
    a.os === b.os &&
    a.transport === b.transport &&
    a.metadata === b.metadata
  );
}

/** Whether an approval of `reviewed` still holds for `now`. */
export function sameAsReviewed(reviewed: SessionSnapshot, now: SessionSnapshot): boolean {
  return (
    reviewed.sessionId === now.sessionId &&
    reviewed.agentVersion === now.agentVersion &&
    reviewed.credentialId === now.credentialId &&
    reviewed.os === now.os &&
    reviewed.metadata === now.metadata
  );
}

function certificateOf(policy: AgentIngress["certificatePolicy"]): Certificate {
  if (policy === null || policy.authority === "") return "none";
  return policy.privateKeyType.toLowerCase() === "ecdsa" ? "ecdsa" : "rsa";
}

/** An approval of an ingress change is bound to all of these. */
export function sameIngressFields(a: IngressFields, b: IngressFields): boolean {
  return (
    a.domain === b.domain &&
    a.description === b.description &&
    a.metadata === b.metadata &&
    a.certificate === b.certificate
  );
}
