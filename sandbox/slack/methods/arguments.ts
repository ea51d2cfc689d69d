import { ApiError } from "../api-error.ts";
import type { Block } from "../block.ts";
import type { Core } from "../core.ts";
import { app, type Channel } from "../directory.ts";
import type { Fields } from "../validation/check.ts";
import { slackLimits } from "../validation/slack-limits.ts";
import { parseBlocks } from "../validation/validate-blocks.ts";

export type Run = (args: Fields, core: Core) => Fields;

export interface Method {
  token: "bot" | "app";
  scope: string | null;
  /** Slack's tier, or what comes nearest to its words. */
  perMinute: number;
  run: Run;
}

/** @throws ApiError `missing_scope` */
export function requireScope(scopes: readonly string[], needed: string) {
  if (!scopes.includes(needed)) throw new ApiError("missing_scope", { needed, provided: scopes.join(",") });
}

/** @throws ApiError `invalid_arguments` */
export function required(args: Fields, name: string): string {
  const value = args[name];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  throw ApiError.withMessages("invalid_arguments", [`[ERROR] missing required field: ${name}`]);
}

export function given(args: Fields, name: string): string | null {
  const value = args[name];
  return typeof value === "string" && value !== "" ? value : null;
}

export function flag(args: Fields, name: string): boolean {
  return args[name] === true || args[name] === "true" || args[name] === "1";
}

/** A channel that the bot knows of. @throws ApiError `channel_not_found` */
export function knownChannel(args: Fields, core: Core): Channel {
  const channel = core.directory.channel(required(args, "channel"));
  if (!channel || (channel.kind !== "public" && !channel.members.has(app.botUserId))) {
    throw new ApiError("channel_not_found");
  }
  return channel;
}

/** Slack posts to a person's id, into the bot's DM with him, and takes it nowhere else. @throws ApiError `channel_not_found` */
export function refusePersonId(args: Fields) {
  if (/^[UW]/.test(required(args, "channel"))) throw new ApiError("channel_not_found");
}

/** A channel that the bot may write in. @throws ApiError `channel_not_found`, `not_in_channel`, `is_archived` */
export function joinedChannel(args: Fields, core: Core): Channel {
  const channel = knownChannel(args, core);
  if (!channel.members.has(app.botUserId)) throw new ApiError("not_in_channel");
  if (channel.archived) throw new ApiError("is_archived");
  return channel;
}

/** @throws ApiError `invalid_blocks_format`, `invalid_blocks`, `msg_too_long`, `no_text` */
export function content(args: Fields, longestText: number = slackLimits.messageText) {
  const text = typeof args.text === "string" ? args.text : "";
  if (text.length > longestText) throw new ApiError("msg_too_long");
  let blocks: Block[] = [];
  if (args.blocks !== undefined && args.blocks !== null) {
    if (!Array.isArray(args.blocks)) throw new ApiError("invalid_blocks_format");
    const parsed = parseBlocks(args.blocks);
    if ("messages" in parsed) {
      throw new ApiError("invalid_blocks", {
        errors: parsed.messages.map((message) => message.replace(/^\[ERROR\] /, "")),
        response_metadata: { messages: parsed.messages },
      });
    }
    blocks = parsed.blocks;
  }
  if (text.trim() === "" && blocks.length === 0) throw new ApiError("no_text");
  return { text, blocks };
}

/** The root of the thread that is meant; a reply's own ts means its thread. @throws ApiError `thread_not_found` */
export function threadRoot(args: Fields, channel: Channel, core: Core): string | null {
  const ts = args.thread_ts === undefined ? null : required(args, "thread_ts");
  if (ts === null) return null;
  const root = core.messages.find(channel.id, ts);
  if (!root || root.onlyFor) throw new ApiError("thread_not_found");
  return root.threadTs ?? root.ts;
}
