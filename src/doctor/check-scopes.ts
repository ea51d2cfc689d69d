import { neededScopes } from "../slack/needed-scopes.ts";
import type { AskSlack } from "./ask-slack.ts";
import { type Check, failed, ok, unchecked, warning } from "./check.ts";

/** What the bot token may do, by Slack's own words, against what manifest.yml asks for. */
export function checkScopes(slack: AskSlack): Check {
  return {
    name: "scopes",
    needs: ["SLACK_BOT_TOKEN"],
    run: async () => {
      const granted = (await slack.identity()).response_metadata?.scopes;
      if (!granted) return unchecked("as Slack did not say which the bot token has");
      const missing = neededScopes.filter((scope) => !granted.includes(scope));
      if (missing.length > 0) {
        return failed(
          `missing: ${missing.join(", ")}`,
          "Paste manifest.yml into the app's App Manifest at https://api.slack.com/apps, save, and install the app again.",
        );
      }
      const needed: readonly string[] = neededScopes;
      const needless = granted.filter((scope) => !needed.includes(scope));
      if (needless.length === 0) return ok(`all ${neededScopes.length} of manifest.yml, and no other`);
      return warning(
        `more than manifest.yml asks for: ${needless.join(", ")}`,
        "The bot does not use them: take them out under OAuth & Permissions, and install the app again.",
      );
    },
  };
}
