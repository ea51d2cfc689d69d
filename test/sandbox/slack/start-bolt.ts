import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import type { SlackWorkspace } from "../../../sandbox/slack/workspace.ts";

/** A Bolt app as a bot would build it: its own receiver, and a client of its own. */
export async function startBolt(
  slack: SlackWorkspace,
  listen: (app: App) => void,
): Promise<() => Promise<void>> {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
  });
  const app = new App({
    token: slack.botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  listen(app);
  await app.start();
  return async () => {
    await receiver.stop();
    await slack.waitFor(() => slack.connections === 0, "the bot to leave");
  };
}
