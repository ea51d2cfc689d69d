import { commandName } from "../ids.ts";

export interface CardRefusal {
  ok: false;
  reason: "absent" | "no-approver" | "unseen" | "archived";
  channelId: string;
}

const OTHER = `Type \`${commandName}\` in a channel that the bot is in, or`;
const SET = "have an admin set `APPROVALS_CHANNEL`";

/** Why no card could be posted, in mrkdwn: said before anything is typed. */
export function cardRefusedText({ reason, channelId }: Omit<CardRefusal, "ok">): string {
  const channel = `<#${channelId}>`;
  switch (reason) {
    case "absent":
      return `*The bot is not in ${channel},* so the card of this change could not be posted there. Type \`/invite @ngrok\` in that channel and try again, or ${SET}.`;
    case "no-approver":
      return `*This needs an approval, and nobody else reads this conversation.* ${OTHER} ${SET}.`;
    case "unseen":
      return `*The bot cannot post the card of this change in a group DM.* ${OTHER} ${SET}.`;
    case "archived":
      return `*${channel} is archived,* so the card of this change could not be posted there. Have it unarchived, or ${SET} to another channel.`;
  }
}
