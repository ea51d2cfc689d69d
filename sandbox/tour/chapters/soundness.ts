import type { Production } from "../production.ts";
import { must } from "../stage.ts";

/** What nobody sees on the screen, and yet must hold. */
export async function soundness({ stage, sandbox, bot, unexpectedErrors }: Production): Promise<void> {
  const { slack, ngrok } = sandbox;
  await stage.scene(() =>
    stage.step("Slack met no late ack and refused no answer of the bot.", async () => {
      must(slack.problems.length === 0, `no problems; there were:\n${slack.problems.join("\n")}`);
      return "";
    }),
  );
  await stage.scene(() =>
    stage.step("The bot logged no error but those that were provoked.", async () => {
      const errors = unexpectedErrors();
      must(errors.length === 0, `none; there were:\n${errors.join("\n")}`);
      return "";
    }),
  );
  await stage.scene(() =>
    stage.step("No token and no key is in the bot's log or on Slack's screen.", async () => {
      const secrets = [slack.botToken, slack.appToken, ngrok.apiKey];
      const written = [...bot.lines, ...slack.calls.map(({ args }) => JSON.stringify(args))];
      const leak = written.find((line) => secrets.some((secret) => line.includes(secret)));
      must(leak === undefined, `none; there was:\n${leak}`);
      return "";
    }),
  );
}
