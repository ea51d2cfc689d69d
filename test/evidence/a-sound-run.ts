import type { Press, Submit } from "../../sandbox/errands/ledger.ts";
import { checkAll } from "../../sandbox/evidence/checks/all-checks.ts";
import type { Evidence } from "../../sandbox/evidence/evidence.ts";
import type { RecordedEvent, RecordedOperation } from "../../sandbox/evidence/record.ts";
import type { Call } from "../../sandbox/ngrok/calls.ts";

/** The second of this run; what is told of it lies in these tests' first minute. */
export function second(seconds: number): Date {
  return new Date(Date.UTC(2026, 2, 1) + seconds * 1000);
}

export const operationId = "op_1";
const sessionId = "ts_old";

export type Step = readonly [
  seconds: number,
  action: string,
  toState: string,
  actor?: string | undefined,
  call?: string,
];

export const steps: readonly Step[] = [
  [1, "request", "awaiting-approval", "U_OLGA"],
  [3, "approve", "scheduled", "U_ADA"],
  [4, "start-call", "updating", undefined, "update"],
  [5, "accept", "waiting"],
  [16, "start-call", "restarting", undefined, "restart"],
  [17, "accept", "confirming"],
  [22, "confirm", "succeeded"],
];

export function audit(story: readonly Step[] = steps): RecordedEvent[] {
  return story.map(([seconds, action, toState, actor, call], index) => ({
    operationId,
    version: index + 1,
    at: second(seconds),
    actor: actor ?? null,
    action,
    fromState: story[index - 1]?.[2] ?? null,
    toState,
    detail: call === undefined ? {} : { call },
  }));
}

export function operation(changes: Partial<RecordedOperation> = {}): RecordedOperation {
  return {
    id: operationId,
    kind: "session-update",
    state: "succeeded",
    version: 7,
    publishedVersion: 7,
    subjectId: sessionId,
    requestKey: "V1:hash",
    requester: "U_OLGA",
    document: {
      schedule: { when: "now" },
      rules: { approvalRequired: true, approvalsNeeded: 1, selfApproval: false },
      expiresAt: second(600).toISOString(),
      notices: [],
      endedAt: second(22).toISOString(),
      saidInForm: false,
      problem: null,
      resolution: null,
      report: { newSessionId: "ts_new" },
      target: { name: "e0000x" },
    },
    ...changes,
  };
}

export function call(seconds: number, name: string, changes: Partial<Call> = {}): Call {
  return {
    number: seconds,
    method: "POST",
    path: `/tunnel_sessions/${sessionId}/${name}`,
    query: "",
    host: "127.0.0.1",
    at: second(seconds),
    monotonicMs: seconds * 1000,
    body: "{}",
    status: 204,
    answeredAt: second(seconds + 0.1),
    answeredMonotonicMs: seconds * 1000 + 100,
    errorCode: null,
    fault: null,
    effect: name === "restart" ? "restart-begun" : "update-started",
    agent: "e0000x",
    sessionId,
    ...changes,
  };
}

export function submit(changes: Partial<Submit> = {}): Submit {
  return {
    token: "e0000x",
    what: "session-update",
    by: "olga",
    at: second(0.9),
    key: "V1:hash",
    operationId: null,
    outcome: "accepted",
    said: { words: "Asked; nothing changes before an approver agrees.", isForm: false },
    ...changes,
  };
}

export function press(changes: Partial<Press> = {}): Press {
  return {
    token: "e0000x",
    label: "Approve",
    by: "ada",
    userId: "U_ADA",
    at: second(2.9),
    ackedAt: second(3.1),
    operationId,
    ...changes,
  };
}

export function message(role: string, words: string, ts = `${role}.1`) {
  return {
    operationId,
    role,
    channel: "C0FLEET001",
    ts,
    threadTs: role === "follow-up" ? "card.1" : null,
    words,
  };
}

/** One update that went as it should. */
export function soundRun(changes: Partial<Evidence> = {}): Evidence {
  return {
    record: { operations: [operation()], audit: audit(), freezes: [] },
    calls: [call(4.2, "update"), call(16.2, "restart")],
    messages: [
      message("card", "*e0000x is back.* @olga"),
      message("follow-up", "*e0000x is back.*"),
      message("announcement", "e0000x is back."),
    ],
    moments: [],
    scheduled: [],
    unmarked: [],
    ledger: { submits: [submit()], presses: [press()], freezes: [], abandoned: [] },
    approvers: ["U_ADA", "U_BEN"],
    refusals: [],
    endedAt: second(60),
    clockErrorMs: 0,
    unexpectedEnds: [],
    ...changes,
  };
}

type AnyRecord = Omit<Evidence["record"], "freezes"> & Partial<Evidence["record"]>;
type Changes = Partial<Omit<Evidence, "record">> & { record?: AnyRecord };

/** What the checks say of a run that differs in these from a sound one. */
export function found({ record, ...changes }: Changes): string[] {
  const run = record ? { ...changes, record: { freezes: [], ...record } } : changes;
  return checkAll(soundRun(run)).map(({ promise, words }) => `${promise}: ${words}`);
}

export const record = (story = steps, changes: Partial<RecordedOperation> = {}) => ({
  operations: [operation(changes)],
  audit: audit(story),
});
