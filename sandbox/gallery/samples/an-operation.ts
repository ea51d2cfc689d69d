import type { Operation, OperationKind } from "../../../src/operations/operation.ts";
import { subjectOf } from "../../../src/operations/request.ts";
import { seenFields } from "../../../src/operations/seen-fields.ts";
import type {
  IngressChanges,
  IngressFields,
  IngressSnapshot,
  SessionSnapshot,
  SessionTarget,
  Target,
} from "../../../src/operations/target.ts";

/** When every operation here was asked for, unless told otherwise; the manual clock starts there too. */
export const askedAt = new Date("2026-03-01T03:00:00.000Z");

const minuteMs = 60_000;

export function aSessionTarget(
  session: Partial<SessionSnapshot> = {},
  rest: Partial<Omit<SessionTarget, "type" | "session">> = {},
): SessionTarget {
  return {
    type: "session",
    name: "edge-07",
    session: {
      sessionId: "ts_2aBcDeFgHiJkLmNoPqRsTuVa81",
      agentVersion: "3.19.0",
      credentialId: "cr_2aBcDeFgHiJkLmNoPqRsTuV001",
      os: "linux",
      transport: "ngrok/2",
      metadata: '{"device":"edge-07"}',
      ip: "203.0.113.7",
      region: "eu",
      startedAt: new Date("2026-02-20T08:00:00.000Z"),
      ...session,
    },
    serves: [
      { url: "https://edge-07.example.com", survives: false },
      { url: "tcp://1.tcp.eu.ngrok.io:20707", survives: false },
    ],
    ...rest,
  };
}

function aNewIngressTarget(fields: Partial<IngressFields> = {}): Target {
  return {
    type: "new-ingress",
    fields: { domain: "edge.example.com", description: "Edge", metadata: "", certificate: "rsa", ...fields },
  };
}

export function anIngressTarget(
  ingress: Partial<IngressSnapshot> = {},
  changes: IngressChanges = {},
): Target {
  return {
    type: "ingress",
    ingress: {
      ingressId: "agin_2aBcDeFgHiJkLmNoPqRsTuVw55",
      domain: "edge.example.com",
      description: "Edge",
      metadata: "",
      certificate: "rsa",
      ...ingress,
    },
    changes,
  };
}

/**
 * A valid operation that awaits approval: a session update, or what `kind` says, with its target.
 * `subjectId` follows the target, and the request's key the id, unless they are given.
 */
export function anOperation(overrides: Partial<Operation> = {}): Operation {
  const kind = overrides.kind ?? "session-update";
  const id = overrides.id ?? "op_1";
  const target = overrides.target ?? targetOf(kind);
  return {
    id,
    kind,
    state: "awaiting-approval",
    version: 1,
    subjectId: subjectOf(target),
    target,
    request: {
      by: "U0REQUESTER",
      at: askedAt,
      reason: "security fix",
      channelId: "C0OPS",
      askedApprovers: [],
      askedLater: [],
      key: `key-${id}`,
    },
    schedule: { when: "now", chosenAt: null },
    rules: {
      waitMs: 30_000,
      latestMs: 15 * minuteMs,
      reconnectTimeoutMs: 180_000,
      callTimeoutMs: 30_000,
      approvalRequired: true,
      approvalsNeeded: 1,
      selfApproval: false,
    },
    expiresAt: new Date(askedAt.getTime() + 60 * minuteMs),
    dueAt: new Date(askedAt.getTime() + 60 * minuteMs),
    runAt: null,
    obstacle: null,
    saidInForm: false,
    approval: null,
    approvals: [],
    denial: null,
    cancellation: null,
    postponement: null,
    resumption: null,
    supersession: null,
    call: null,
    updateAcceptedAt: null,
    departure: null,
    createdIngressId: null,
    report: null,
    problem: null,
    attention: null,
    resolution: null,
    notices: [],
    endedAt: null,
    ...overrides,
  };
}

/** The same before ngrok was looked at. */
export function aRequest(overrides: Partial<Operation> = {}): Operation {
  const kind = overrides.kind ?? "session-update";
  const target = unreadTarget(kind);
  const dueAt = new Date(askedAt.getTime() + 10_000);
  return anOperation({ kind, target, state: "requested", dueAt, ...overrides });
}

function unreadTarget(kind: OperationKind): Target {
  if (!kind.startsWith("ingress")) {
    return { type: "unread-session", sessionId: aSessionTarget().session.sessionId, name: "edge-07" };
  }
  const shown = { description: "Edge", metadata: "", certificate: "rsa" } as const;
  return {
    type: "unread-ingress",
    ingressId: "agin_2aBcDeFgHiJkLmNoPqRsTuVw55",
    domain: "edge.example.com",
    seen: seenFields(shown),
    typed: kind === "ingress-edit" ? { ...shown, description: "Edge of the north" } : null,
  };
}

/** The same operation one version later. */
export function changed(operation: Operation, changes: Partial<Operation> = {}): Operation {
  return { ...operation, version: operation.version + 1, ...changes };
}

function targetOf(kind: OperationKind): Target {
  if (kind === "ingress-create") return aNewIngressTarget();
  if (kind === "ingress-edit") return anIngressTarget({}, { description: "Edge of the north" });
  if (kind === "ingress-delete") return anIngressTarget();
  return aSessionTarget();
}
