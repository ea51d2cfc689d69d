import type { AskSlack } from "./ask-slack.ts";
import { type Check, failed, ok } from "./check.ts";
import { slackCode, slackUnreachable } from "./slack-refusal.ts";

/** Whether Slack answers at all, whatever it says. */
export function checkSlack(slack: AskSlack, slackApiUrl: string): Check {
  return {
    name: "Slack",
    run: async () => {
      try {
        await slack.identity();
      } catch (error) {
        if (slackCode(error) === null) return slackUnreachable(error);
      }
      return ok(`answers at ${slackApiUrl}`);
    },
  };
}

export function checkBotToken(slack: AskSlack): Check {
  return {
    name: "SLACK_BOT_TOKEN",
    needs: ["Slack"],
    run: async () => {
      try {
        const { bot_id: botId, user, team } = await slack.identity();
        if (botId) return ok(`@${user} in ${team}`);
        return failed("it is a token of a person", todo);
      } catch (error) {
        return failed(`Slack refuses it (${slackCode(error)})`, todo);
      }
    },
  };
}

const todo =
  "Take the Bot User OAuth Token (xoxb-…) from the app's OAuth & Permissions; install the app there first if there is none.";
