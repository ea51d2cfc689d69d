import type { OperationKind } from "../operations/operation.ts";
import type { RecordedAuditEvent } from "./store.ts";

export interface AuditFilter {
  /** Inclusive. */
  since: Date | null;
  /** Exclusive. */
  until: Date | null;
  /** Any id that the agent has had, or an ingress id. */
  sessionId: string | null;
  /** All of every operation that this person asked for, approved, or acted on in any other way. */
  personId: string | null;
}

/** An audit event with what tells its operation. */
export interface AuditEntry extends Omit<RecordedAuditEvent, "fromState" | "toState"> {
  kind: OperationKind | "freeze";
  fromState: string | null;
  toState: string;
  subjectId: string;
  /** The device's name, or the ingress's domain; null where the operation's record cannot be read. */
  subjectName: string | null;
  newSessionId: string | null;
  createdIngressId: string | null;
  requestedBy: string;
  /** Null where the operation's record cannot be read, as for `approvedBy`. */
  reason: string | null;
  approvedBy: string | null;
}
