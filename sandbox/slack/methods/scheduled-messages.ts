import { ApiError } from "../api-error.ts";
import type { Core, ScheduledMessage } from "../core.ts";
import { app } from "../directory.ts";
import type { Fields } from "../validation/check.ts";
import {
  content,
  given,
  joinedChannel,
  knownChannel,
  type Method,
  type Run,
  required,
  threadRoot,
} from "./arguments.ts";

const FARTHEST_SECONDS = 120 * 24 * 3600;
const WINDOW_SECONDS = 300;
const MOST_PER_WINDOW = 30;
// Measured: a deletion this late is answered ok, the message is listed no more, and posts all the same.
const TOO_LATE_SECONDS = 300;
const REFUSED_SECONDS = 60;
const DEFAULT_PAGE = 100;

const nowSeconds = (core: Core) => core.clock.now().getTime() / 1000;

/** @throws ApiError `invalid_time`, `time_in_past`, `time_too_far`, `restricted_too_many` */
function postAt(args: Fields, channelId: string, core: Core): number {
  const at = Number(required(args, "post_at"));
  if (!Number.isInteger(at)) throw new ApiError("invalid_time");
  if (at <= nowSeconds(core)) throw new ApiError("time_in_past");
  if (at > nowSeconds(core) + FARTHEST_SECONDS) throw new ApiError("time_too_far");
  const near = core.scheduled.filter(
    (one) => !one.over && one.channelId === channelId && Math.abs(one.postAt - at) < WINDOW_SECONDS,
  );
  if (near.length >= MOST_PER_WINDOW) throw new ApiError("restricted_too_many");
  return at;
}

const schedule: Run = (args, core) => {
  const channel = joinedChannel(args, core);
  const { text, blocks } = content(args);
  const at = postAt(args, channel.id, core);
  const threadTs = threadRoot(args, channel, core);
  const id = `Q0${String(core.scheduled.length + 1).padStart(8, "0")}`;
  const entry: ScheduledMessage = {
    id,
    channelId: channel.id,
    postAt: at,
    text,
    createdAt: nowSeconds(core),
    over: false,
    cancel: () => {},
  };
  core.scheduled.push(entry);
  const post = () => {
    entry.over = true;
    core.messages.post({ channel: channel.id, user: app.botUserId, from: "bot", text, blocks, threadTs });
  };
  // Slack takes metadata here, answers ok, and never posts.
  if (args.metadata === undefined) {
    entry.cancel = core.clock.setTimer(post, (at - nowSeconds(core)) * 1000);
  }
  return {
    channel: channel.id,
    scheduled_message_id: id,
    post_at: at,
    message: { text, type: "delayed_message" },
  };
};

const remove: Run = (args, core) => {
  const channel = knownChannel(args, core);
  const id = required(args, "scheduled_message_id");
  const entry = core.scheduled.find((one) => one.id === id && one.channelId === channel.id);
  const leftSeconds = entry ? entry.postAt - nowSeconds(core) : 0;
  if (!entry || entry.over || leftSeconds < REFUSED_SECONDS) {
    throw new ApiError("invalid_scheduled_message_id");
  }
  entry.over = true;
  if (leftSeconds > TOO_LATE_SECONDS) entry.cancel();
  return {};
};

const list: Run = (args, core) => {
  const channel = args.channel === undefined ? null : knownChannel(args, core);
  const pending = core.scheduled.filter(
    (one) => !one.over && (channel === null || one.channelId === channel.id),
  );
  const limit = args.limit === undefined ? DEFAULT_PAGE : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new ApiError("invalid_limit");
  const cursor = given(args, "cursor");
  const start = cursor ? pending.findIndex((one) => `next_${one.id}` === cursor) : 0;
  if (start < 0) throw new ApiError("invalid_cursor");
  const next = pending[start + limit];
  return {
    scheduled_messages: pending.slice(start, start + limit).map((one) => ({
      id: one.id,
      channel_id: one.channelId,
      post_at: one.postAt,
      date_created: Math.floor(one.createdAt),
      text: one.text,
    })),
    response_metadata: { next_cursor: next ? `next_${next.id}` : "" },
  };
};

const bot = { token: "bot", perMinute: 50 } as const;

export const scheduleMethods: Record<string, Method> = {
  "chat.scheduleMessage": { ...bot, scope: "chat:write", run: schedule },
  "chat.deleteScheduledMessage": { ...bot, scope: "chat:write", run: remove },
  "chat.scheduledMessages.list": { ...bot, scope: null, run: list },
};
