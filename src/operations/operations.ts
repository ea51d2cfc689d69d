import type { PersonEvent, Refusal } from "./events.ts";
import type { Operation, OperationKind } from "./operation.ts";
import type { Target } from "./target.ts";

/** A change as a person asked for it; `createOperations` adds id, rules and dates. */
export interface OperationDraft {
  kind: OperationKind;
  target: Target;
  by: string;
  reason: string;
  channelId: string;
  askedApprovers: string[];
  schedule: Operation["schedule"];
  /** Unique to the click or submit that asked. */
  key: string;
}

export type RequestResult =
  | { outcome: "recorded"; operation: Operation }
  /** The same click came twice; this is what its first coming made. */
  | { outcome: "repeated"; operation: Operation }
  /** Another unfinished operation holds the session, ingress or domain. */
  | { outcome: "taken"; by: Operation };

export type ActResult =
  | { outcome: "done"; operation: Operation }
  | { outcome: "refused"; refusal: Refusal; operation: Operation }
  | { outcome: "unknown-operation" };

export interface HistoryPage {
  operations: Operation[];
  /** Pass it on to read the next page; null on the last. */
  nextCursor: string | null;
}

/** What handlers may do with operations. Each resolves once the outcome is durable. */
export interface Operations {
  /** Records a change. A session-stop cancels an operation that awaits approval, is scheduled or waits. */
  request(draft: OperationDraft): Promise<RequestResult>;
  act(operationId: string, event: PersonEvent): Promise<ActResult>;
  get(operationId: string): Promise<Operation | null>;
  /** The unfinished operation that holds this session, ingress or `domain:…`, if any. */
  holding(subjectId: string): Promise<Operation | null>;
  /** Resolves when the operation is final or needs attention, or with its present state after `timeoutMs`. */
  settled(operationId: string, timeoutMs: number): Promise<Operation>;
  /** Everything unfinished or needing attention, oldest first. */
  open(): Promise<Operation[]>;
  /** Newest first. With `subjectId`, the whole chain of ids that restarts made of it. */
  history(query: { subjectId: string | null; cursor: string | null; limit: number }): Promise<HistoryPage>;
  /** Link to the operation's card in Slack; null until it is posted. */
  cardLink(operationId: string): Promise<string | null>;
}
