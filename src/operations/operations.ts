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
  /** Of a session-stop: the one operation that it may cancel, as the person was shown it; absent: any. */
  mayCancel?: string;
  /** Unique to the submit that asked: `<form>:<submit>`. */
  key: string;
}

export type RequestResult =
  | { outcome: "recorded"; operation: Operation }
  /** The same click came twice; this is what its first coming made. */
  | { outcome: "repeated"; operation: Operation }
  /** Another unfinished operation holds the session, ingress or domain. */
  | { outcome: "taken"; by: Operation };

export interface Reviewed {
  operation: Operation;
  /** Why ngrok could not be asked, where this very look could not; else null. */
  failure: unknown;
}

export type ActResult =
  | { outcome: "done"; operation: Operation }
  | { outcome: "refused"; refusal: Refusal; operation: Operation }
  | { outcome: "unknown-operation" };

export interface HistoryPage {
  operations: Operation[];
  /** Pass it on to read the next page; null on the last. */
  nextCursor: string | null;
}

export interface OpenPage {
  operations: Operation[];
  total: number;
  needingAttention: number;
}

/** What an overview shows of everything open: so many of each group as it has room for, and how many there are. */
export interface OpenOverview {
  /** Oldest first. */
  awaiting: Operation[];
  /** Those that need a person, oldest first. */
  attention: Operation[];
  /** Looked at, called or looked for just now, oldest first. */
  underWay: Operation[];
  /** Approved and waiting for their time, earliest first. */
  ahead: Operation[];
  totals: Record<"awaiting" | "attention" | "underWay" | "ahead", number>;
}

/** What handlers may do with operations. Each resolves once the outcome is durable. */
export interface Operations {
  /** Records a change. A session-stop cancels an operation for which no call is under way. */
  request(draft: OperationDraft): Promise<RequestResult>;
  /**
   * The first look at ngrok for a change that is `requested`; of any other it only tells how it stands. An
   * `obstacle` is left for the form to say: until `told` the change stays `requested`, and in the end a card says it.
   */
  review(operationId: string): Promise<Reviewed>;
  /** The form has said what was in the way; with `inForm` false nobody saw it, and a card says it. May run twice. */
  told(operationId: string, inForm: boolean): Promise<void>;
  /** `seen`, as it was read a moment ago, spares another look. */
  act(operationId: string, event: PersonEvent, seen?: Operation): Promise<ActResult>;
  get(operationId: string): Promise<Operation | null>;
  /** The unfinished operation that holds this session, ingress or `domain:…`, if any. */
  holding(subjectId: string): Promise<Operation | null>;
  /** Resolves when the operation is final or needs attention, or with its present state after `timeoutMs`. */
  settled(operationId: string, timeoutMs: number): Promise<Operation>;
  /** A page of what needs attention, then of what is unfinished, each oldest first, and how many there are in all. */
  open(page: { offset: number; limit: number }): Promise<OpenPage>;
  /** The same by what it waits for, so many of each at most. */
  openOverview(limit: number): Promise<OpenOverview>;
  /** Newest first. With `subjectId`, the whole chain of ids that restarts made of it. */
  history(query: { subjectId: string | null; cursor: string | null; limit: number }): Promise<HistoryPage>;
  /** Link to the operation's card in Slack; null until it is posted. */
  cardLink(operationId: string): Promise<string | null>;
  /** Where the card stands, or will stand: `ts` is null until Slack has confirmed it. Null for no operation. */
  cardPlace(operationId: string): Promise<{ channelId: string; ts: string | null } | null>;
}
