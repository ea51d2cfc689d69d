import type { Clock } from "../clock.ts";
import type { Freezes } from "../operations/freeze.ts";
import type { Operation, OperationKind, OperationState } from "../operations/operation.ts";
import type { OpenOverview, OpenPage } from "../operations/operations.ts";
import type { RecordFigures } from "./record-figures.ts";
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
  /** The change is made only while `owner` holds the operation's lease, which then lasts until `until`. */
  lease?: { owner: string; until: Date };
}

export type SaveResult =
  | { outcome: "saved" }
  /** The stored version is not `operation.version - 1`, or the lease is not the one that the change asks for. */
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
  /** A page of what needs attention, then of what is unfinished, each oldest first, and how many there are in all. */
  openPage(query: { offset: number; limit: number }): Promise<OpenPage>;
  /** So many of each group at most. */
  openOverview(limit: number): Promise<OpenOverview>;
  /** Those that have sent a session away, or are about to, and still look for its return. */
  lookedFor(): Promise<Operation[]>;
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
  /** Lengthens those leases of `ids` that `owner` still holds. */
  renew(query: { ids: readonly string[]; owner: string; leaseUntil: Date }): Promise<void>;
  /**
   * Gives the lease back. With `lookAgain` the operation is due at that instant, unless it has a newer version:
   * nothing has changed, so nothing is audited.
   */
  release(operationId: string, owner: string, lookAgain?: { at: Date; version: number }): Promise<void>;
  /** What is due by `until`, earliest first, and when it may be claimed: `dueAt`, or a later end of its lease. */
  dueSoon(query: { until: Date; limit: number }): Promise<{ id: string; state: OperationState; at: Date }[]>;
}

/** The record that a message is about to be posted, written before the call. */
export interface PostIntent {
  operationId: string;
  role: string;
  at: Date;
}

/** What is recorded together with the end of a publishing lease. */
export interface PublishOutcome {
  /** The version that Slack shows now; null where it does not show all of it. */
  publishedVersion: number | null;
  /** Messages that were edited, or whose permalink has become known. */
  redrawn: readonly PostedMessage[];
  /** Posts that Slack refused, or that were never sent. */
  refused: readonly PostIntent[];
  /** Until then nobody takes it up: a call that was given up may still take effect. Null where there is none. */
  restUntil: Date | null;
}

/** Of one operation only one owner at a time posts and edits: under a lease, and each post has its intent first. */
export interface MessageStore {
  of(operationId: string): Promise<PostedMessage[]>;
  /** Posts of which no record says yet where they stand, or whether they were made. */
  intents(operationId: string): Promise<PostIntent[]>;
  /**
   * Records where a message stands, and takes back the intent of its role, in one transaction. With `intendedAt`
   * only while that very intent is there; false when somebody else has dealt with it.
   */
  record(message: PostedMessage, intendedAt?: Date): Promise<boolean>;
  /** Operations of which a later version than the published one exists, longest waiting first. */
  unpublished(limit: number): Promise<Operation[]>;
  /**
   * Leases up to `limit` of these to `owner` until `leaseUntil`, but for those in `except`: in the version given
   * there, or with null in any.
   */
  claimUnpublished(query: {
    now: Date;
    owner: string;
    leaseUntil: Date;
    limit: number;
    except: readonly { id: string; version: number | null }[];
  }): Promise<Operation[]>;
  /** Leases one operation, published or not; false while another owner has it. */
  hold(operationId: string, owner: string, lease: { now: Date; until: Date }): Promise<boolean>;
  /** Lengthens the lease, and records the intent where one is given; false, and nothing, when `owner` lost it. */
  renew(operationId: string, owner: string, leaseUntil: Date, intent?: PostIntent): Promise<boolean>;
  /** Ends the lease with what came of it, in one transaction; false, and nothing, when `owner` lost it. */
  release(operationId: string, owner: string, outcome: PublishOutcome): Promise<boolean>;
}

/** A message that Slack itself is asked to post at `postAt`, unless it is withdrawn before. */
export interface ScheduledNotice {
  operationId: string;
  channelId: string;
  /** Whole seconds, as Slack counts here. With the operation it names the notice. */
  postAt: Date;
  text: string;
  /** When Slack was asked last. */
  at: Date;
  /** Slack's id; null while its answer is not known. */
  scheduledId: string | null;
  withdrawnAt: Date | null;
}

/**
 * Each notice has its row from before the call until its time has passed. A new version of an operation whose notice
 * it may change is due at once.
 */
export interface NoticeStore {
  /** Operations that are to be looked at by `now`, longest due first, each with its notices, earliest first. */
  due(query: { now: Date; limit: number }): Promise<{ operation: Operation; notices: ScheduledNotice[] }[]>;
  /** Puts the next look at this version off until `at`, or with null until there is a newer one. */
  lookAgain(operation: Operation, at: Date | null): Promise<void>;
  /** Those that have the id of one of these, or are to be posted at its instant. */
  like(pending: readonly { scheduledId: string; postAt: Date }[]): Promise<ScheduledNotice[]>;
  /**
   * Records the intent; false when somebody else has recorded it, or asked anew since `before` was read, or the
   * operation has a newer version than `version`.
   */
  intend(notice: ScheduledNotice, before: ScheduledNotice | null, version: number): Promise<boolean>;
  /** Records Slack's id, where none is known; false otherwise. */
  adopt(notice: ScheduledNotice, scheduledId: string): Promise<boolean>;
  withdrawn(notice: ScheduledNotice, at: Date): Promise<void>;
  /** For what Slack refused or does not have: only while its answer is as little known as in `notice`. */
  drop(notice: ScheduledNotice): Promise<void>;
  /** Forgets what Slack has posted by now; false when no other is left. */
  dropPast(before: Date): Promise<boolean>;
}

export interface HomeViewer {
  userId: string;
  openedAt: Date;
}

/** Who has opened the bot's Home. Of several processes one draws for each person, until its time is over. */
export interface HomeViewerStore {
  /** From now on `owner` draws for this person, whoever did before. Forgets who opened it before `forgetBefore`. */
  opened(viewer: HomeViewer & { owner: string; until: Date; forgetBefore: Date }): Promise<void>;
  /**
   * Has `owner` draw until `until` for whom nobody else draws, of the `limit` who opened it last since `openedSince`;
   * answers for whom he draws, the latest first. Writes only where less than half of that time is left.
   */
  claim(query: {
    owner: string;
    now: Date;
    until: Date;
    openedSince: Date;
    limit: number;
  }): Promise<HomeViewer[]>;
  /** Others may draw for those for whom `owner` did. */
  letGo(owner: string): Promise<void>;
}

export interface Store {
  operations: OperationStore;
  homeViewers: HomeViewerStore;
  freezes: Freezes;
  messages: MessageStore;
  notices: NoticeStore;
  audit: { of(operationId: string): Promise<RecordedAuditEvent[]> };
  /** How much is open, and how long it has been so. */
  figures: { read(): Promise<RecordFigures> };
  /** What ngrok allows all processes of this record together; null where there is only one. */
  requestWindow: RequestWindow | null;
  /** The time on which all processes of this record agree; every instant in it is of this clock. */
  clock: Clock;
  /** `listener` is told when another process may have changed something; whoever misses it polls. */
  onForeignChange(listener: () => void): void;
  close(): Promise<void>;
}
