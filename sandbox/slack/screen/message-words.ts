import type { Message } from "../message-store.ts";
import { isFields } from "../validation/check.ts";

/** Plain text parses no mentions: its strings are passed over. */
function gather(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(gather);
  if (!isFields(value)) return [];
  if (value.type === "mrkdwn") return [String(value.text)];
  if (value.type === "user") return [`<@${String(value.user_id)}>`];
  if (value.type === "usergroup") return [`<!subteam^${String(value.usergroup_id)}>`];
  if (value.type === "broadcast") return [`<!${String(value.range)}>`];
  return Object.entries(value).flatMap(([name, inner]) => (name === "confirm" ? [] : gather(inner)));
}

/** The mrkdwn of a message in which Slack looks for mentions. */
export function messageWords(message: Message): string {
  return message.blocks.length > 0 ? gather(message.blocks).join("\n") : message.text;
}
