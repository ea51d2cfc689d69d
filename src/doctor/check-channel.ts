import { z } from "zod";
import type { AskSlack } from "./ask-slack.ts";
import { type Check, type Finding, failed, ok, warning } from "./check.ts";
import { leftOutFinding, type Share } from "./share-lookups.ts";
import { slackCode, slackUnasked } from "./slack-refusal.ts";

const Conversation = z.object({
  name: z.string().optional(),
  is_member: z.boolean().optional(),
  is_archived: z.boolean().optional(),
});

/** Whether the bot can post in the one channel that `variable` names. */
export function checkChannel(slack: AskSlack, variable: string, channelId: string): Check {
  return {
    name: variable,
    needs: ["SLACK_BOT_TOKEN"],
    run: () => look(slack, variable, channelId),
  };
}

/** The channels in which the bot answers; in each of them it has to post as well when `hasCards`. */
export function checkChannels(slack: AskSlack, share: Share, hasCards: boolean): Check {
  return {
    name: "CHANNELS",
    needs: ["SLACK_BOT_TOKEN"],
    run: async (signal) => {
      const findings = leftOutFinding(share);
      for (const id of share.asked) {
        if (signal.aborted) break;

        findings.push(await look(slack, "CHANNELS", id, hasCards));
      }
      return worstOf(findings, `${share.asked.length} can be used`);
    },
  };
}

/** What is wrong with all of them in one; `fine` where nothing is. */
export function worstOf(findings: readonly Finding[], fine: string): Finding {
  const order = ["failed", "warning", "unchecked"] as const;
  const verdict = order.find((one) => findings.some((finding) => finding.verdict === one));
  if (!verdict) return ok(fine);
  const wrong = findings.filter((finding) => finding.verdict !== "ok");
  return {
    verdict,
    found: [...new Set(wrong.map(({ found }) => found))].join("; "),
    todo: [...new Set(wrong.flatMap(({ todo = [] }) => todo))],
  };
}

async function look(slack: AskSlack, variable: string, id: string, hasCards = true): Promise<Finding> {
  try {
    const { channel } = await slack.channel(id);
    const { name = id, is_member: isMember, is_archived: isArchived } = Conversation.parse(channel);
    const shown = name === id ? id : `#${name} (${id})`;
    if (isArchived) {
      return failed(`${shown} is archived`, `Unarchive it in Slack, or name another channel in ${variable}.`);
    }
    if (isMember) return ok(`the bot is in ${shown}`);
    const absent = `the bot is not in ${shown}`;
    const invite = `Type \`/invite @ngrok\` in ${shown}.`;
    return hasCards ? failed(absent, invite) : ok(`${shown} is there`);
  } catch (error) {
    return slackUnasked(error) ?? unknown(error, variable, id);
  }
}

function unknown(error: unknown, variable: string, id: string): Finding {
  const code = slackCode(error);
  if (code !== "channel_not_found") {
    return warning(`Slack does not show ${id} (${code})`, `Look at the channel ${id} in Slack.`);
  }
  return failed(
    `there is no channel ${id}, or it is private and the bot is not in it`,
    `Type \`/invite @ngrok\` in the channel, or correct ${variable}: \`/ngrok help\` shows a channel's id.`,
  );
}
