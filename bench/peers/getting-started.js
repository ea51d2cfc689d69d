import process from "node:process";
import { App } from "@slack/bolt";

// What Bolt's guide for newcomers builds: it answers "hello" with a button, and the button with words.
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

app.message("hello", async ({ message, say }) => {
  await say({
    text: `Hey there <@${message.user}>!`,
    blocks: [
      {
        type: "section",
        text: { type: "mrkdwn", text: `Hey there <@${message.user}>!` },
        accessory: {
          type: "button",
          text: { type: "plain_text", text: "Click Me" },
          action_id: "button_click",
        },
      },
    ],
  });
});

app.action("button_click", async ({ body, ack, say }) => {
  await ack();
  await say(`<@${body.user.id}> clicked the button`);
});

process.once("SIGTERM", () => process.exit(0));
await app.start();
app.logger.info("ready");
