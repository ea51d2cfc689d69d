import { App } from "@slack/bolt";

/** The least that a Bolt app can do with a command: ack it, and nothing else. */
const {
  SLACK_BOT_TOKEN: token = "",
  SLACK_APP_TOKEN: appToken = "",
  SLACK_API_URL: slackApiUrl = "",
} = process.env;
const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl } });
app.command("/ngrok", ({ ack }) => ack());
await app.start();
process.stdout.write('{"msg":"ready"}\n');
