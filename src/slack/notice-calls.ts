import type { ChatScheduledMessagesListResponse, WebClient } from "@slack/web-api";
import type { Clock } from "../clock.ts";
import type { ScheduledNotice } from "../store/store.ts";
import type { Message } from "../views/message.ts";
import { withLimit } from "./publish-calls.ts";
import { slackFailure } from "./publish-errors.ts";

const PAGE = 100;
const MOST_PAGES = 10;

/** A message that Slack is to post; it tells no more of it than this. */
export interface Pending {
  id: string;
  channelId: string;
  postAtSeconds: number;
  text: string;
}

export interface NoticeCalls {
  /** @returns Slack's id of it */
  schedule(notice: ScheduledNotice, message: Message, threadTs: string): Promise<string>;
  /** Resolves also when Slack does not have it any more. */
  withdraw(channelId: string, scheduledId: string): Promise<void>;
  /** At most 1000 of those that this app has asked for; Slack lists nobody else's. */
  pending(): Promise<Pending[]>;
}

/** The calls about messages that Slack itself posts later: each with a time limit, none repeated. */
export function createNoticeCalls({ slack, clock }: { slack: WebClient; clock: Clock }): NoticeCalls {
  return {
    schedule: async ({ channelId, postAt }, message, threadTs) => {
      // Slack's documentation: with `metadata` it would never be posted.
      const call = slack.chat.scheduleMessage({
        channel: channelId,
        post_at: postAt.getTime() / 1000,
        thread_ts: threadTs,
        ...message,
        unfurl_links: false,
        unfurl_media: false,
      });
      const { scheduled_message_id: id } = await withLimit(clock, call);
      if (!id) throw new Error("Slack confirmed a scheduled message without its id");
      return id;
    },
    withdraw: async (channelId, scheduledId) => {
      const call = slack.chat.deleteScheduledMessage({
        channel: channelId,
        scheduled_message_id: scheduledId,
      });
      try {
        await withLimit(clock, call);
      } catch (error) {
        const failure = slackFailure(error);
        if (failure.kind !== "refused" || failure.code !== "invalid_scheduled_message_id") throw error;
      }
    },
    pending: async () => {
      const found: Pending[] = [];
      let cursor = "";
      for (let read = 0; read < MOST_PAGES; read += 1) {
        const call = slack.chat.scheduledMessages.list({ limit: PAGE, ...(cursor === "" ? {} : { cursor }) });
        const { scheduled_messages: messages = [], response_metadata } = await withLimit(clock, call);
        found.push(...messages.flatMap(pendingOf));
        cursor = response_metadata?.next_cursor ?? "";
        if (cursor === "") break;
      }
      return found;
    },
  };
}

type Listed = NonNullable<ChatScheduledMessagesListResponse["scheduled_messages"]>[number];

function pendingOf({ id, channel_id, post_at, text = "" }: Listed): Pending[] {
  if (!id || !channel_id || post_at === undefined) return [];
  return [{ id: String(id), channelId: channel_id, postAtSeconds: Number(post_at), text }];
}
