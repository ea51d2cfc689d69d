import type { Clock } from "../clock.ts";
import type { Operation, OperationKind, OperationState } from "../operations/operation.ts";
import type { RequestWindow } from "./request-window.ts";

/** One line of the audit trail, written in the transaction of the change that it tells of. */
export interface AuditEvent {
  at: Date;
  /** Slack user id; null for the bot itself. */
  actor: string | null;
  /** The event's type, as in `operations/events.ts`, or `request`. */
  action: string;
  detail: Record<string, unknown>;
}

export interface RecordedAuditEvent extends AuditEvent {
  operationId: string;
  fromState: OperationState | null;
  toState: OperationState;
  version: number;
}

export type CreateResult =
  | { outcome: "created" }
  /** An operation with the same request key exists. */
  | { outcome: "repeated"; operation: Operation }
  /** An unfinished operation holds the same subject. */
  | { outcome: "taken"; by: Operation };

/** A new version of an operation together with its audit event. */
export interface Change {
  operation: Operation;
  event: AuditEvent;
}

export type SaveResult =
  | { outcome: "saved" }
  /** The stored version is not `operation.version - 1`. */
  | { outcome: "stale" }
  | { outcome: "taken"; by: Operation }
  /** The operation with the id `by` has reported this new session already. */
  | { outcome: "claimed"; sessionId: string; by: string };

/** Which Slack message shows what of an operation. */
export interface PostedMessage {
  operationId: string;
  /** `card`, `follow-up`, `notice:N` or `announcement`. */
  role: string;
  channelId: string;
  ts: string;
  permalink: string | null;
  /** Digest of what Slack shows, so that an equal drawing is not sent again. */
  digest: string;
}

export interface OperationStore {
  /** @throws when `change.operation.version` is not 1 */
  create(change: Change, cancels: Change | null): Promise<CreateResult>;
  save(change: Change): Promise<SaveResult>;
  get(operationId: string): Promise<Operation | null>;
  holding(subjectId: string): Promise<Operation | null>;
  open(): Promise<Operation[]>;
  history(query: {
    subjectIds: string[] | null;
    kinds: OperationKind[] | null;
    cursor: string | null;
    limit: number;
  }): Promise<{
    operations: Operation[];
    nextCursor: string | null;
  }>;
  /** All ids that confirmed restarts link to this one, itself included. */
  chainOf(sessionId: string): Promise<string[]>;
  /** Which of these sessions were reported as somebody's return: new session id to id of that operation. */
  reportedBy(sessionIds: string[]): Promise<Map<string, string>>;
  /**
   * Leases up to `limit` due operations to `owner` until `leaseUntil`. Those in `except` are left as they are,
   * also with a lease that ran out: whoever carries one already must not be handed it a second time.
   */
  claimDue(query: {
    now: Date;
    owner: string;
    leaseUntil: Date;
    limit: number;
    except: readonly string[];
  }): Promise<Operation[]>;
  /** Lengthens a lease; false when `owner` no longer holds it. */
  renew(operationId: string, owner: string, leaseUntil: Date): Promise<boolean>;
  /**
   * Gives the lease back. With `lookAgain` the operation is due at that instant, unless it has a newer version:
   * nothing has changed, so nothing is audited.
   */
  release(operationId: string, owner: string, lookAgain?: { at: Date; version: number }): Promise<void>;
  /** Earliest `dueAt` or lease end of anything still to do; null when there is nothing. */
  nextDueAt(): Promise<Date | null>;
}

export interface MessageStore {
  of(operationId: string): Promise<PostedMessage[]>;
  record(message: PostedMessage): Promise<void>;
  /** Operations of which a later version than the published one exists, longest waiting first. */
  unpublished(limit: number): Promise<Operation[]>;
  markPublished(operationId: string, version: number): Promise<void>;
}

export interface Store {
  operations: OperationStore;
  messages: MessageStore;
  audit: { of(operationId: string): Promise<RecordedAuditEvent[]> };
  /** What ngrok allows all processes of this record together; null where there is only one. */
  requestWindow: RequestWindow | null;
  /** The time on which all processes of this record agree; every instant in it is of this clock. */
  clock: Clock;
  /** `listener` is told when another process may have changed something; whoever misses it polls. */
  onForeignChange(listener: () => void): void;
  close(): Promise<void>;
}
