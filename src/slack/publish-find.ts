import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { metadataType, withLimit } from "./publish-calls.ts";
import { isGone, isLasting, slackFailure } from "./publish-errors.ts";

const PAGE = 200;
const MOST_PAGES = 5;

/** Which message is looked for. */
export interface Sought {
  operationId: string;
  role: string;
  channelId: string;
  /** The card, where it stands in its thread. */
  threadTs: string | null;
  since: Date;
  /** The `ts` of an older message of the same role, which is known; null where there is none. */
  after: string | null;
}

/**
 * The `ts` of a message that an unanswered post has left in Slack; null where there is none, or Slack does not let
 * the bot look. `beforeCall` may keep it from asking, by throwing.
 */
export type FindPosted = (sought: Sought, beforeCall: () => Promise<void>) => Promise<string | null>;

interface Seen {
  ts?: string | undefined;
  metadata?: { event_type?: string | undefined; event_payload?: object | undefined } | undefined;
}

/** Reads at most 1000 messages: of the card's thread, or the newest of the channel. */
export function createFindPosted(deps: { slack: WebClient; clock: Clock; logger: Logger }): FindPosted {
  const { slack, clock, logger } = deps;

  const readPage = async ({ channelId, threadTs, since }: Sought, cursor: string) => {
    const asked = {
      channel: channelId,
      limit: PAGE,
      include_all_metadata: true,
      oldest: (since.getTime() / 1000).toFixed(6),
      inclusive: true,
      ...(cursor === "" ? {} : { cursor }),
    };
    const call =
      threadTs === null
        ? slack.conversations.history(asked)
        : slack.conversations.replies({ ...asked, ts: threadTs });
    const answer = await withLimit(clock, call);
    return { messages: (answer.messages ?? []) as Seen[], next: answer.response_metadata?.next_cursor ?? "" };
  };

  return async (sought, beforeCall) => {
    try {
      let cursor = "";
      for (let read = 0; read < MOST_PAGES; read += 1) {
        await beforeCall();
        const { messages, next } = await readPage(sought, cursor);
        const ts = messages.find((message) => isSought(message, sought))?.ts;
        if (ts || next === "") return ts ?? null;
        cursor = next;
      }
      return null;
    } catch (error) {
      const failure = slackFailure(error);
      if (!isLasting(failure) && !isGone(failure)) throw error;
      const { operationId, role } = sought;
      logger.warn({ operationId, role, failure }, "could not look for an earlier message");
      return null;
    }
  };
}

function isSought({ ts, metadata }: Seen, { operationId, role, after }: Sought): boolean {
  const payload = metadata?.event_payload ?? {};
  return (
    metadata?.event_type === metadataType &&
    Reflect.get(payload, "operation_id") === operationId &&
    Reflect.get(payload, "role") === role &&
    (after === null || Number(ts) > Number(after))
  );
}
