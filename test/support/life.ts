import type { OperationEvent, Outcome } from "../../src/operations/events.ts";
import { next } from "../../src/operations/lifecycle.ts";
import type { CallError, Operation, Report } from "../../src/operations/operation.ts";

export const requester = "U0REQUESTER";
export const approver = "U0APPROVER";

export const someError: CallError = {
  kind: "api",
  code: "ERR_NGROK_809",
  status: 400,
  message: "No update available",
  ngrokOperationId: "op_ngrok",
};

export function secondsAfter(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

export function aReport(overrides: Partial<Report> = {}): Report {
  return {
    newSessionId: "ts_new",
    agentVersion: "3.22.1",
    startedAt: new Date("2026-03-01T03:02:00.000Z"),
    awayMs: 6000,
    backUrls: ["https://edge-07.example.com", "tcp://1.tcp.eu.ngrok.io:20707"],
    missingUrls: [],
    ...overrides,
  };
}

/** Lives through the events; throws at the first one that is refused. */
export function lived(operation: Operation, ...events: OperationEvent[]): Operation {
  return events.reduce((before, event) => {
    const outcome = next(before, event);
    if (!outcome.ok) throw new Error(`${event.type} in ${before.state}: ${outcome.refusal.code}`);
    return outcome.operation;
  }, operation);
}

export function refusalOf(outcome: Outcome): string | null {
  return outcome.ok ? null : outcome.refusal.code;
}
