import { ApiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import { app, type Channel } from "../directory.ts";
import type { Message } from "../message-store.ts";
import type { Fields } from "../validation/check.ts";
import {
  flag,
  given,
  knownChannel,
  type Method,
  type Run,
  refusePersonId,
  required,
  requireScope,
} from "./arguments.ts";
import { messageJson } from "./message-json.ts";

const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 999;

function channelJson(channel: Channel): Fields {
  const im = channel.kind === "im";
  return {
    id: channel.id,
    ...(im ? { user: [...channel.members].find((id) => id !== app.botUserId) } : { name: channel.name }),
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_im: im,
    is_mpim: false,
    is_private: channel.kind !== "public",
    is_archived: channel.archived,
    is_member: channel.members.has(app.botUserId),
    num_members: channel.members.size,
  };
}

/** @throws ApiError `missing_scope`: each kind of conversation has its own */
function scoped(args: Fields, core: Core, right: "read" | "history"): Channel {
  refusePersonId(args);
  const channel = knownChannel(args, core);
  const prefix = { public: "channels", private: "groups", im: "im" }[channel.kind];
  requireScope(core.scopes, `${prefix}:${right}`);
  return channel;
}

function readable(args: Fields, core: Core): Channel {
  const channel = scoped(args, core, "history");
  if (!channel.members.has(app.botUserId)) throw new ApiError("not_in_channel");
  return channel;
}

function within(args: Fields) {
  const oldest = Number(given(args, "oldest") ?? 0);
  const latest = Number(given(args, "latest") ?? Number.POSITIVE_INFINITY);
  const inclusive = flag(args, "inclusive");
  return ({ ts }: Message) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
}

/** @throws ApiError `invalid_limit`, `invalid_cursor` */
function page(messages: Message[], args: Fields): Fields {
  const limit = args.limit === undefined ? DEFAULT_PAGE : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) throw new ApiError("invalid_limit");
  const cursor = given(args, "cursor");
  const start = cursor ? messages.findIndex((message) => `next_${message.ts}` === cursor) : 0;
  if (start < 0) throw new ApiError("invalid_cursor");
  const next = messages[start + limit];
  return {
    messages: messages
      .slice(start, start + limit)
      .map((message) => messageJson(message, flag(args, "include_all_metadata"))),
    has_more: next !== undefined,
    ...(next ? { response_metadata: { next_cursor: `next_${next.ts}` } } : {}),
  };
}

const history: Run = (args, core) => {
  const shown = core.messages
    .in(readable(args, core).id)
    .filter((message) => !message.onlyFor && (!message.threadTs || message.broadcast))
    .filter(within(args));
  return page([...shown].reverse(), args);
};

const replies: Run = (args, core) => {
  const channel = readable(args, core);
  const ts = required(args, "ts");
  const found = core.messages.find(channel.id, ts);
  if (!found || found.onlyFor) throw new ApiError("thread_not_found");
  const root = found.threadTs ?? found.ts;
  const thread = core.messages
    .in(channel.id)
    .filter((message) => !message.onlyFor && (message.ts === root || message.threadTs === root));
  return page(thread.filter(within(args)), args);
};

const open: Run = (args, core) => {
  const ids = required(args, "users").split(",");
  const channel = ids.length === 1 ? core.directory.channel(ids[0] ?? "") : null;
  if (channel?.kind !== "im") throw new ApiError("user_not_found");
  return { channel: flag(args, "return_im") ? channelJson(channel) : { id: channel.id } };
};

const info: Run = (args, core) => ({ channel: channelJson(scoped(args, core, "read")) });

const bot = { token: "bot", perMinute: 50 } as const;

export const conversationMethods: Record<string, Method> = {
  "conversations.info": { ...bot, scope: null, run: info },
  "conversations.history": { ...bot, scope: null, run: history },
  "conversations.replies": { ...bot, scope: null, run: replies },
  "conversations.open": { ...bot, scope: "im:write", run: open },
};
