import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Wish } from "./lane.ts";
import { SlackSilenceError, slackFailure } from "./publish-errors.ts";
import type { Pace } from "./publish-pace.ts";
import type { PlannedMessage } from "./publish-plan.ts";

// Above the background client's own limit: this one only ends what that one lets hang.
export const CALL_LIMIT_MS = 11_000;

export const metadataType = "ngrok_chatops_operation";

/** Done when it is a call's turn, which may come late; by throwing it keeps the call from being made. */
type AtTurn = () => Promise<void>;

export interface MessagePlace {
  channelId: string;
  ts: string;
}

export interface PublishCalls {
  /** @returns where it stands: what is posted to a person stands in the bot's DM with him, which has an id of its own */
  post(
    operationId: string,
    planned: PlannedMessage,
    threadTs: string | null,
    atTurn: AtTurn,
  ): Promise<MessagePlace>;
  edit(operationId: string, planned: PlannedMessage, at: MessagePlace, atTurn: AtTurn): Promise<void>;
  /** Null when Slack does not give it now. */
  permalink(channelId: string, ts: string): Promise<string | null>;
}

/** The calls to Slack that a publisher makes: paced, each with a time limit, none repeated. */
export function createPublishCalls(deps: {
  slack: WebClient;
  clock: Clock;
  pace: Pace;
  logger: Logger;
  /** Asked anew before each call. */
  wish: () => Wish;
}): PublishCalls {
  const { slack, clock, pace, logger, wish } = deps;
  return {
    post: async (operationId, planned, threadTs, atTurn) => {
      await pace.turnToPost(planned.channelId, wish());
      await atTurn();
      const message = {
        channel: planned.channelId,
        ...planned.message,
        unfurl_links: false,
        unfurl_media: false,
        metadata: metadataOf(operationId, planned),
      };
      const call =
        threadTs === null
          ? slack.chat.postMessage(message)
          : slack.chat.postMessage({ ...message, thread_ts: threadTs, reply_broadcast: planned.broadcast });
      const answer = await answered(clock, call, (ms) => pace.pausePosts(planned.channelId, ms));
      if (!answer.ts) throw new Error("Slack confirmed a message without its ts");
      return { channelId: answer.channel ?? planned.channelId, ts: answer.ts };
    },
    edit: async (operationId, planned, { channelId, ts }, atTurn) => {
      await pace.turnToEdit(wish());
      await atTurn();
      await answered(
        clock,
        slack.chat.update({
          channel: channelId,
          ts,
          ...planned.message,
          metadata: metadataOf(operationId, planned),
        }),
        pace.pauseEdits,
      );
    },
    permalink: async (channelId, ts) => {
      try {
        const call = slack.chat.getPermalink({ channel: channelId, message_ts: ts });
        return (await withLimit(clock, call)).permalink ?? null;
      } catch (error) {
        logger.warn({ channelId, failure: slackFailure(error) }, "could not get a message's permalink");
        return null;
      }
    },
  };
}

/** By which a message is known again, whoever posted it. */
function metadataOf(operationId: string, { role }: PlannedMessage) {
  return { event_type: metadataType, event_payload: { operation_id: operationId, role } };
}

async function answered<Result>(clock: Clock, call: Promise<Result>, pause: (ms: number) => void) {
  try {
    return await withLimit(clock, call);
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind === "rate-limited") pause(failure.retryAfterMs);
    throw error;
  }
}

/** @throws SlackSilenceError when the answer does not come in time; the call itself may still take effect */
export function withLimit<Result>(clock: Clock, call: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.setTimer(() => reject(new SlackSilenceError(CALL_LIMIT_MS)), CALL_LIMIT_MS);
    call.then(resolve, reject).finally(cancel);
  });
}
