import { channelName, escapeText } from "./text.ts";

const ABSENT = ["not_in_channel", "channel_not_found"];

/** What became of *Share here* in a form. `refusal` is Slack's code; null where the records are shared. */
export function sharedText(channelId: string, refusal: string | null): string {
  const channel = channelName(channelId);
  if (refusal === null) return `*Shared in ${channel}.*`;
  if (ABSENT.includes(refusal)) {
    return `*Not shared: the bot is not in ${channel}.* Type \`/invite\` and the bot's name there, then press Share here again, or copy the lines.`;
  }
  return `*Not shared: Slack refused it (${escapeText(refusal)}).* Copy the lines instead.`;
}
