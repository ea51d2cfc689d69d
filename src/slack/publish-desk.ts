import type { Operation } from "../operations/operation.ts";
import type { PostedMessage, PostIntent, Store } from "../store/store.ts";
import { ARRIVES_WITHIN_MS } from "./intent-ages.ts";
import { LeaseLostError, type SlackFailure } from "./publish-errors.ts";
import type { PublishLease } from "./publish-lease.ts";

/** One operation in hand: what Slack shows of it as far as the record tells, and what is to be recorded at the end. */
export interface PublishDesk {
  readonly operation: Operation;
  /** @throws LeaseLostError */
  cover: PublishLease["cover"];
  /** @throws LeaseLostError */
  intend: PublishLease["intend"];
  /** By role. */
  readonly posted: ReadonlyMap<string, PostedMessage>;
  /** Posts of which nobody knows yet whether they were made. */
  readonly doubts: ReadonlyMap<string, PostIntent>;
  /** At once: a crash would have it looked for. @throws LeaseLostError */
  keepPosted(message: PostedMessage, intent: PostIntent): Promise<void>;
  /** In the end: a crash would have it drawn again, which harms nothing. */
  keepRedrawn(message: PostedMessage): void;
  /** There is no message of this intent. */
  keepRefused(intent: PostIntent): void;
  /** Lets go of the operation; with a version where Slack shows all of it. */
  close(publishedVersion: number | null): Promise<void>;
  /**
   * Lets go of it after a failure: at once, or, where a call was given up without an answer, once that has arrived;
   * an edit of somebody else's would be undone by it otherwise.
   */
  closeAfter(failure: SlackFailure): Promise<void>;
}

/** Reads what is known of an operation that is leased. */
export async function openPublishDesk(
  store: Store,
  operation: Operation,
  lease: PublishLease,
): Promise<PublishDesk> {
  const messages = await store.messages.of(operation.id);
  const intents = await store.messages.intents(operation.id);
  const posted = new Map(messages.map((message) => [message.role, message]));
  const doubts = new Map(intents.map((intent) => [intent.role, intent]));
  const redrawn = new Map<string, PostedMessage>();
  const refused = new Map<string, PostIntent>();
  const close = (publishedVersion: number | null, restMs: number) =>
    lease.release(
      { publishedVersion, redrawn: [...redrawn.values()], refused: [...refused.values()] },
      restMs,
    );
  return {
    operation,
    cover: lease.cover,
    intend: async (role) => {
      const intent = await lease.intend(role);
      refused.delete(role);
      return intent;
    },
    posted,
    doubts,
    keepPosted: async (message, intent) => {
      if (!(await store.messages.record(message, intent.at))) throw new LeaseLostError();
      doubts.delete(message.role);
      redrawn.delete(message.role);
      posted.set(message.role, message);
    },
    keepRedrawn: (message) => {
      redrawn.set(message.role, message);
      posted.set(message.role, message);
    },
    keepRefused: (intent) => {
      doubts.delete(intent.role);
      refused.set(intent.role, intent);
    },
    close: (publishedVersion) => close(publishedVersion, 0),
    closeAfter: ({ kind }) => close(null, kind === "unknown" ? ARRIVES_WITHIN_MS : 0),
  };
}
