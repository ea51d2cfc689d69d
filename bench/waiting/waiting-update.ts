import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../src/operations/operation.ts";
import type { SessionSnapshot } from "../../src/operations/target.ts";

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
  const serves = urls.map((url) => ({ url, survives: false }));
  const { request } = anOperation({ id });
  return anOperation({
    id,
    state: "waiting",
    target: { type: "session", name: "edge", session, serves },
    request: { ...request, by: "U0OLGA0001", at, channelId },
    schedule: { when: "restart-later", chosenAt: dueAt },
    expiresAt: null,
    dueAt,
    runAt: dueAt,
    approval: { by: "U0ADA00001", at },
    updateAcceptedAt: at,
  });
}
