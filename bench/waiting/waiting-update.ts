import type { Operation } from "../../src/operations/operation.ts";
import type { SessionSnapshot } from "../../src/operations/target.ts";
import { nothingHappenedYet } from "../nothing-happened-yet.ts";

const HOUR_MS = 3_600_000;

export const exampleSession: SessionSnapshot = {
  sessionId: "ts_waits",
  agentVersion: "3.19.0",
  credentialId: "cr_2aBcDeFgHiJkLmNoPqRsTuV001",
  os: "linux",
  transport: "ngrok/2",
  metadata: '{"name":"edge","site":"north"}',
  ip: "203.0.113.7",
  region: "eu",
  startedAt: new Date("2026-01-01T00:00:00Z"),
};

/** The update of a session that ngrok has accepted and one person approved, in its wait for the restart at `dueAt`. */
export function waitingUpdate(
  id: string,
  session: SessionSnapshot,
  { channelId, dueAt }: { channelId: string; dueAt: Date },
): Operation {
  const at = new Date(dueAt.getTime() - HOUR_MS);
  const urls = ["https://edge.example.com", "tcp://1.tcp.eu.ngrok.io:20707"];
  return {
    id,
    kind: "session-update",
    state: "waiting",
    version: 1,
    subjectId: session.sessionId,
    target: {
      type: "session",
      name: "edge",
      session,
      serves: urls.map((url) => ({ url, survives: false })),
    },
    request: {
      by: "U0OLGA0001",
      at,
      reason: "CVE-2026-1234 is fixed in 3.22",
      channelId,
      askedApprovers: [],
      askedLater: [],
      key: `key of ${id}`,
    },
    schedule: { when: "restart-later", chosenAt: dueAt },
    rules: {
      waitMs: 30_000,
      latestMs: 900_000,
      reconnectTimeoutMs: 180_000,
      callTimeoutMs: 15_000,
      approvalRequired: true,
      approvalsNeeded: 1,
      selfApproval: false,
    },
    expiresAt: null,
    dueAt,
    runAt: dueAt,
    approvals: [],
    approval: { by: "U0ADA00001", at },
    updateAcceptedAt: at,
    ...nothingHappenedYet,
  };
}
