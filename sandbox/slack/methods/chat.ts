import { ApiError } from "../api-error.ts";
import { app } from "../directory.ts";
import type { Message } from "../message-store.ts";
import { type Fields, isFields } from "../validation/check.ts";
import { slackLimits } from "../validation/slack-limits.ts";
import { isTooLongToPost } from "../validation/validate-blocks.ts";
import {
  content,
  flag,
  given,
  joinedChannel,
  knownChannel,
  type Method,
  type Run,
  refusePersonId,
  required,
  threadRoot,
} from "./arguments.ts";
import { messageJson } from "./message-json.ts";

function metadataOf(args: Fields): unknown {
  const { metadata } = args;
  if (metadata === undefined) return null;
  const size = new TextEncoder().encode(JSON.stringify(metadata)).length;
  if (size > slackLimits.metadataBytes) throw new ApiError("metadata_too_large");
  if (!isFields(metadata) || typeof metadata.event_type !== "string" || !isFields(metadata.event_payload)) {
    throw new ApiError("invalid_metadata_format");
  }
  return metadata;
}

const postMessage: Run = (args, core) => {
  const channel = joinedChannel(args, core);
  if (isTooLongToPost(args.blocks ?? [])) throw new ApiError("msg_blocks_too_long");
  const message = core.messages.post({
    channel: channel.id,
    user: app.botUserId,
    from: "bot",
    ...content(args),
    threadTs: threadRoot(args, channel, core),
    metadata: metadataOf(args),
    broadcast: flag(args, "reply_broadcast"),
  });
  return { channel: channel.id, ts: message.ts, message: messageJson(message, true) };
};

const postEphemeral: Run = (args, core) => {
  const channel = joinedChannel(args, core);
  const userId = required(args, "user");
  if (!channel.members.has(userId)) throw new ApiError("user_not_in_channel");
  const message = core.messages.post({
    channel: channel.id,
    user: app.botUserId,
    from: "bot",
    ...content(args),
    threadTs: threadRoot(args, channel, core),
    onlyFor: userId,
  });
  return { message_ts: message.ts };
};

/** @throws ApiError `message_not_found`, or `notOwn` */
function ownMessage(args: Fields, core: Parameters<Run>[1], notOwn: string): Message {
  refusePersonId(args);
  const channel = joinedChannel(args, core);
  const message = core.messages.find(channel.id, required(args, "ts"));
  if (!message || message.onlyFor) throw new ApiError("message_not_found");
  if (message.from !== "bot") throw new ApiError(notOwn);
  return message;
}

const update: Run = (args, core) => {
  const message = ownMessage(args, core, "cant_update_message");
  const metadata = metadataOf(args);
  core.messages.edit(message, {
    ...content(args, slackLimits.updateText),
    ...(metadata === null ? {} : { metadata }),
    ...(flag(args, "reply_broadcast") ? { broadcast: true } : {}),
  });
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageJson(message, true),
  };
};

const remove: Run = (args, core) => {
  const message = ownMessage(args, core, "cant_delete_message");
  core.messages.remove(message);
  return { channel: message.channel, ts: message.ts };
};

const getPermalink: Run = (args, core) => {
  refusePersonId(args);
  const channel = knownChannel(args, core);
  const ts = given(args, "message_ts") ?? required(args, "message_ts");
  const message = core.messages.find(channel.id, ts);
  if (!message || message.onlyFor) throw new ApiError("message_not_found");
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
  const permalink = `https://sandbox.slack.com/archives/${channel.id}/p${ts.replace(".", "")}${thread}`;
  return { channel: channel.id, permalink };
};

const bot = { token: "bot", scope: "chat:write" } as const;

export const chatMethods: Record<string, Method> = {
  "chat.postMessage": { ...bot, perMinute: 300, run: postMessage },
  "chat.postEphemeral": { ...bot, perMinute: 100, run: postEphemeral },
  "chat.update": { ...bot, perMinute: 50, run: update },
  "chat.delete": { ...bot, perMinute: 50, run: remove },
  "chat.getPermalink": { token: "bot", scope: null, perMinute: 600, run: getPermalink },
};
