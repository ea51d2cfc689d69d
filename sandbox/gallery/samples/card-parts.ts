import type {
  CallError,
  CallName,
  Candidate,
  OperationKind,
  Report,
} from "../../../src/operations/operation.ts";
import { askedAt } from "./an-operation.ts";

// What the variants of a card are put together from; instants are seconds after the request.
export const at = (seconds: number) => new Date(askedAt.getTime() + seconds * 1000);
export const hour = 3600;

export const newSessionId = "ts_2nEwIdOfThEsAmEaGeNtX7Kq2P";
export const urls = ["https://edge-07.example.com", "tcp://1.tcp.eu.ngrok.io:20707"];
export const approved = { approval: { by: "U0APPROVER", at: at(120) } };
export const departure = {
  notBefore: at(165),
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls,
  deadlineAt: at(345),
};
export const attention = { since: at(345), lateUntil: at(345 + 24 * hour), ownedBy: null, lookedAt: at(345) };

export const aReport: Report = {
  newSessionId,
  agentVersion: "3.22.1",
  startedAt: at(171),
  awayMs: 6000,
  backUrls: urls,
  missingUrls: [],
};

export const candidates: Candidate[] = [newSessionId, "ts_2oThErTwInOfThEsAmEaGb91Zt0"].map(
  (sessionId, index) => ({
    sessionId,
    agentVersion: "3.22.1",
    startedAt: at(171 + index),
    ip: "203.0.113.7",
    region: "eu",
    urls: index === 0 ? urls : [],
  }),
);

export function aCallError(overrides: Partial<CallError> = {}): CallError {
  const message = "No update available";
  return { kind: "api", code: "ERR_NGROK_809", status: 400, message, ngrokOperationId: "op_1", ...overrides };
}

export const timeout = aCallError({
  kind: "timeout",
  code: null,
  status: null,
  message: "ngrok did not answer within 30 s",
  ngrokOperationId: null,
});

export const callsOf: Record<OperationKind, CallName[]> = {
  "session-update": ["update", "restart"],
  "session-restart": ["restart"],
  "session-stop": ["stop"],
  "ingress-create": ["create"],
  "ingress-edit": ["edit"],
  "ingress-delete": ["delete"],
};

export function call(name: CallName, error: CallError | null = null) {
  return { name, startedAt: at(130), attempt: 1, error };
}
