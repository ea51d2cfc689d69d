import type { AgentIngress } from "../../src/ngrok/agent-ingresses.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { newOperation } from "../../src/operations/request.ts";
import type { Group, HomeData } from "../../src/views/home/home-data.ts";
import { rolesWith } from "./samples/roles-with.ts";

/** When everything here was asked for. */
export const homeAskedAt = new Date("2026-03-01T03:00:00.000Z");
export const homeDrawnAt = new Date("2026-03-01T03:12:30.000Z");

const VIEWER = "U0APPROVER";
const ASKER = "U0REQUESTER";

export interface Asked {
  device: string;
  reason?: string;
  by?: string;
  askedApprovers?: string[];
}

/** An update that waits for its approval, or stands as `changes` say. */
export function homeUpdate(asked: Asked, changes: Partial<Operation> = {}): Operation {
  const { device, reason = "CVE-2026-1234 is fixed in 3.22", by = ASKER, askedApprovers = [] } = asked;
  const session = {
    sessionId: `ts_3Lf28CevS7kJkWws8FwTa2${device.slice(-6)}`,
    agentVersion: "3.19.0",
    credentialId: "cr_2aBcDeFgHiJkLmNoPqRsTuV001",
    os: "linux",
    transport: "ngrok/2",
    metadata: "",
    ip: "198.51.100.40",
    region: "eu",
    startedAt: new Date("2026-02-20T08:00:00.000Z"),
  };
  const operation = newOperation(
    {
      kind: "session-update",
      target: { type: "session", name: device, session, serves: [] },
      by,
      reason,
      channelId: "C0FLEET001",
      askedApprovers,
      schedule: { when: "now", chosenAt: null },
      key: `V1:${device}`,
    },
    {
      id: `op_${device}`,
      at: homeAskedAt,
      approvalExpiresMs: 60 * 60_000,
      rules: {
        waitMs: 30_000,
        latestMs: 15 * 60_000,
        reconnectTimeoutMs: 180_000,
        callTimeoutMs: 30_000,
        approvalRequired: true,
        approvalsNeeded: 1,
        selfApproval: false,
      },
    },
  );
  return { ...operation, ...changes };
}

export function homeGroup(operations: readonly Operation[], total = operations.length): Group {
  const link = "https://sandbox.slack.com/archives/C0FLEET001/p1772334004000000";
  return { rows: operations.map((operation) => ({ operation, link })), total };
}

export function homeSession(changes: Partial<TunnelSession> = {}): TunnelSession {
  return {
    id: "ts_3Lf28CevS7kJkWws8FwTa2xPtCZ",
    agentVersion: "3.19.0",
    credentialId: null,
    ip: "198.51.100.40",
    metadata: "",
    os: "linux",
    region: "eu",
    startedAt: new Date("2026-02-20T08:00:00.000Z"),
    transport: "ngrok/2",
    ...changes,
  };
}

export function homeIngress(domain: string, errorCode: string | null): AgentIngress {
  const provisioningJob = errorCode && {
    errorCode,
    message: "no NS records were found",
    startedAt: homeAskedAt,
    retriesAt: new Date("2026-03-01T04:00:00.000Z"),
  };
  return {
    id: `agin_${domain}`,
    domain,
    description: "",
    metadata: "",
    nsTargets: [],
    regionDomains: [],
    createdAt: homeAskedAt,
    certificatePolicy: { authority: "letsencrypt", privateKeyType: "ecdsa" },
    certificateStatus: { renewsAt: null, provisioningJob: provisioningJob || null },
  };
}

/** What an approver sees while nothing is open and nobody is online, but for `changes`. */
export function homeData(changes: Partial<HomeData> = {}): HomeData {
  const none = homeGroup([]);
  const at = homeDrawnAt;
  return {
    userId: VIEWER,
    drawnAt: at,
    roles: rolesWith({ approver: true }),
    missing: [],
    freeze: null,
    open: { mine: none, attention: none, running: none, awaiting: none },
    sessions: { state: "read", value: [], at },
    ingresses: { state: "read", value: [], at },
    note: null,
    ...changes,
  };
}
