import type { AskSlack } from "./ask-slack.ts";
import { type Check, failed, ok } from "./check.ts";
import { slackCode, slackUnasked } from "./slack-refusal.ts";

// xapp-1-A0123456789-…: the third part is the app's id.
const APP_ID = /^xapp-\d+-([A-Z0-9]+)-/;

/** Whether sockets can be opened with it, and whether it is of the same app as the bot token. */
export function checkAppToken(slack: AskSlack, appToken: string): Check {
  return {
    name: "SLACK_APP_TOKEN",
    needs: ["Slack"],
    run: async () => {
      try {
        await slack.socketAddress();
      } catch (error) {
        return refusal(error);
      }
      const ownId = APP_ID.exec(appToken)?.[1];
      const botsId = await slack.appId().catch(() => null);
      if (!ownId || !botsId) {
        return ok("Slack lets it open sockets; whether it is of the bot token's app could not be told");
      }
      if (ownId === botsId) return ok(`Slack lets it open sockets of the app ${ownId}`);
      return failed(
        `it is of the app ${ownId}, and SLACK_BOT_TOKEN is of ${botsId}`,
        "Take both tokens from the same app at https://api.slack.com/apps.",
      );
    },
  };
}

function refusal(error: unknown) {
  const code = slackCode(error);
  if (code === "missing_scope") {
    return failed(
      "it lacks the scope connections:write",
      "Make another app-level token with that scope (Basic Information, App-Level Tokens).",
    );
  }
  const unasked = slackUnasked(error);
  if (unasked) return unasked;
  return failed(
    `Slack refuses to open a socket with it (${code})`,
    "Take an app-level token (xapp-…) with the scope connections:write from the app's Basic Information, and see that Socket Mode is on.",
  );
}
