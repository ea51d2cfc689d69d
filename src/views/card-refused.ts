import { commandName } from "../ids.ts";

/** Why no card could be posted, in mrkdwn: said before anything is typed. */
export function cardRefusedText(refused: { reason: "absent" | "no-approver"; channelId: string }): string {
  const elsewhere = "have the bot's administrator set `APPROVALS_CHANNEL`";
  return refused.reason === "absent"
    ? `*The bot is not in <#${refused.channelId}>,* so the card of this change could not be posted there. Type \`/invite @ngrok\` in that channel and try again, or ${elsewhere}.`
    : `*This needs an approval, and nobody else reads this conversation.* Type \`${commandName}\` in a channel that the bot is in, or ${elsewhere}.`;
}
