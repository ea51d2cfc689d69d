/** What the bot has in its database, read past the bot. */
export interface BotRecord {
  operations: RecordedOperation[];
  audit: RecordedEvent[];
  freezes: RecordedFreeze[];
}

export interface RecordedFreeze {
  by: string;
  at: Date;
  /** Null while it is in force. */
  liftedAt: Date | null;
}

export interface RecordedOperation {
  id: string;
  kind: string;
  state: string;
  version: number;
  publishedVersion: number;
  subjectId: string;
  requestKey: string;
  requester: string;
  document: OperationDocument;
}

/** The parts of the whole operation that the campaign looks at. */
export interface OperationDocument {
  schedule: { when: string };
  rules: { approvalRequired: boolean; approvalsNeeded: number; selfApproval: boolean };
  expiresAt: string | null;
  notices: unknown[];
  endedAt: string | null;
  /** Its own form has said why it was never begun, so that it has no card. */
  saidInForm: boolean;
  problem: { code: string } | null;
  resolution: { how: string } | null;
  report: { newSessionId: string } | null;
  target: { name?: string };
}

export interface RecordedEvent {
  operationId: string;
  version: number;
  at: Date;
  actor: string | null;
  action: string;
  fromState: string | null;
  toState: string;
  detail: { call?: string };
}

const FINAL = ["succeeded", "failed", "denied", "expired", "cancelled", "superseded", "resolved"];

export function isFinal(state: string): boolean {
  return FINAL.includes(state);
}

/** Whether the bot still has something to do about it. */
export function isUnfinished(state: string): boolean {
  return !isFinal(state) && state !== "needs-attention";
}

/** The events of one operation, oldest first. */
export function eventsOf(record: BotRecord, operationId: string): RecordedEvent[] {
  return record.audit
    .filter((event) => event.operationId === operationId)
    .toSorted((one, other) => one.version - other.version);
}

export interface Row {
  [column: string]: unknown;
}

export function operationOf(row: Row): RecordedOperation {
  return {
    id: String(row.id),
    kind: String(row.kind),
    state: String(row.state),
    version: Number(row.version),
    publishedVersion: Number(row.published_version),
    subjectId: String(row.subject_id),
    requestKey: String(row.request_key),
    requester: String(row.requester),
    document: JSON.parse(String(row.document)) as OperationDocument,
  };
}

export function freezeOf(row: Row): RecordedFreeze {
  return {
    by: String(row.frozen_by),
    at: new Date(Number(row.frozen_at)),
    liftedAt: row.lifted_at === null ? null : new Date(Number(row.lifted_at)),
  };
}

export function eventOf(row: Row): RecordedEvent {
  return {
    operationId: String(row.operation_id),
    version: Number(row.version),
    at: new Date(Number(row.at)),
    actor: row.actor === null ? null : String(row.actor),
    action: String(row.action),
    fromState: row.from_state === null ? null : String(row.from_state),
    toState: String(row.to_state),
    detail: JSON.parse(String(row.detail)) as RecordedEvent["detail"],
  };
}
