import type { AliasableExpression, Kysely } from "kysely";
import type { Clock } from "../clock.ts";
import type { OperationKind, OperationState } from "../operations/operation.ts";

/** Instants are integer milliseconds; texts with a shape of their own are JSON. */
export interface Tables {
  operations: OperationRow;
  messages: MessageRow;
  message_intents: { operation_id: string; role: string; at: number };
  scheduled_notices: ScheduledNoticeRow;
  /** One row, with the id 1, where several processes share what ngrok allows; `sent` is a JSON list of instants. */
  request_window: { id: number; sent: string; paused_until: number };
  /** `drawn_by` draws for this person until `drawn_until`; null where nobody does. */
  home_viewers: { user_id: string; opened_at: number; drawn_by: string | null; drawn_until: number | null };
  freezes: FreezeRow;
  audit_events: AuditEventRow;
  schema_versions: { version: number; applied_at: number };
}

/** What is asked for by query, beside the whole operation in `document`. */
export interface OperationRow {
  id: string;
  kind: OperationKind;
  state: OperationState;
  version: number;
  subject_id: string;
  request_key: string;
  requester: string;
  created_at: number;
  /** Wins over the document's, since a look may be put off without a new version. */
  due_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  published_version: number;
  /** Who brings Slack to what the operation says, and until when nobody else does. */
  publish_owner: string | null;
  publish_until: number | null;
  /** When the oldest change that Slack does not show yet was made. */
  unpublished_since: number;
  /** When its dead man's notice is looked after next; null where nothing is to be done until the next version. */
  notice_look_at: number | null;
  new_session_id: string | null;
  created_ingress_id: string | null;
  document: string;
}

interface MessageRow {
  operation_id: string;
  role: string;
  channel_id: string;
  ts: string;
  permalink: string | null;
  digest: string;
}

/** `scheduled_id` is null from the intent, made at `at`, until Slack's answer is known. */
export interface ScheduledNoticeRow {
  operation_id: string;
  post_at: number;
  channel_id: string;
  text: string;
  at: number;
  scheduled_id: string | null;
  withdrawn_at: number | null;
}

/** `in_force` is 1 for the one that holds, null for those that were lifted. */
interface FreezeRow {
  id: string;
  frozen_at: number;
  frozen_by: string;
  reason: string;
  lifted_at: number | null;
  lifted_by: string | null;
  in_force: number | null;
}

interface AuditEventRow {
  operation_id: string;
  version: number;
  at: number;
  actor: string | null;
  action: string;
  from_state: OperationState | null;
  to_state: OperationState;
  detail: string;
  /** Tells whose the row is, for whoever lost the answer to its commit. */
  change_key: string | null;
}

/** An open database. All that differs between databases is in here, and in the migrations. */
export interface Database {
  db: Kysely<Tables>;
  /** Whether several processes share it, so that rows are locked while they are claimed. */
  shared: boolean;
  /** What time it is for everyone who shares it. */
  clock: Clock;
  /** False while that is not known for certain: nothing is due then. */
  isTimeKnown(): boolean;
  /** Selected by a transaction that changes something, tells the other processes once it is committed; null: no others. */
  announcement: AliasableExpression<unknown> | null;
  /** Calls `listener` when another process may have changed something. */
  onForeignChange(listener: () => void): void;
  close(): Promise<void>;
}
