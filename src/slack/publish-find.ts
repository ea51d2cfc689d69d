import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { metadataType, withLimit } from "./publish-calls.ts";
import { isGone, isLasting, slackFailure } from "./publish-errors.ts";
import type { PlannedMessage } from "./publish-plan.ts";

const PAGE = 200;
const MOST_PAGES = 5;

/** The `ts` of a message that an earlier, unanswered post has left in Slack; null where there is none. */
export type FindPosted = (
  operationId: string,
  planned: PlannedMessage,
  threadTs: string | null,
  since: Date,
) => Promise<string | null>;

interface Seen {
  ts?: string | undefined;
  metadata?: { event_type?: string | undefined; event_payload?: object | undefined } | undefined;
}

/** Reads at most 1000 messages: of the card's thread, or the newest of the channel. */
export function createFindPosted(deps: { slack: WebClient; clock: Clock; logger: Logger }): FindPosted {
  const { slack, clock, logger } = deps;

  const readPage = async (channel: string, threadTs: string | null, since: Date, cursor: string) => {
    const asked = { channel, limit: PAGE, include_all_metadata: true, ...(cursor === "" ? {} : { cursor }) };
    const oldest = (since.getTime() / 1000).toFixed(6);
    const call =
      threadTs === null
        ? slack.conversations.history({ ...asked, oldest, inclusive: true })
        : slack.conversations.replies({ ...asked, ts: threadTs });
    const answer = await withLimit(clock, call);
    return { messages: (answer.messages ?? []) as Seen[], next: answer.response_metadata?.next_cursor ?? "" };
  };

  return async (operationId, planned, threadTs, since) => {
    try {
      let cursor = "";
      for (let read = 0; read < MOST_PAGES; read += 1) {
        const { messages, next } = await readPage(planned.channelId, threadTs, since, cursor);
        const ts = messages.find((message) => isOurs(message, operationId, planned.role))?.ts;
        if (ts || next === "") return ts ?? null;
        cursor = next;
      }
      return null;
    } catch (error) {
      const failure = slackFailure(error);
      if (!isLasting(failure) && !isGone(failure)) throw error;
      logger.warn({ operationId, role: planned.role, failure }, "could not look for an earlier message");
      return null;
    }
  };
}

function isOurs({ metadata }: Seen, operationId: string, role: string): boolean {
  const payload = metadata?.event_payload ?? {};
  return (
    metadata?.event_type === metadataType &&
    Reflect.get(payload, "operation_id") === operationId &&
    Reflect.get(payload, "role") === role
  );
}
