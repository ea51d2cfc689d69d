import { commandName } from "../ids.ts";
import type { Modal } from "./message.ts";
import { mrkdwn, plain } from "./text.ts";

/** In place of a form whose card could not be posted: said before anything is typed. */
export function ingressCardRefused(
  title: string,
  refused: { reason: "absent" | "no-approver"; channelId: string },
): Modal {
  const channel = `<#${refused.channelId}>`;
  const text =
    refused.reason === "absent"
      ? `*The bot is not in ${channel},* so the card of this change could not be posted there. Type \`/invite\` and the bot's name in that channel, then \`${commandName}\` again.`
      : `*This needs an approval, and nobody else reads this conversation.* Type \`${commandName}\` in a channel that the bot is in.`;
  return {
    type: "modal",
    title: plain(title),
    close: plain("Close"),
    blocks: [{ type: "section", text: mrkdwn(text) }],
  };
}
