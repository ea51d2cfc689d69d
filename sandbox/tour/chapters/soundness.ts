import { findLeaks } from "../../secrets/find-leaks.ts";
import type { Production } from "../production.ts";
import { must } from "../stage.ts";

/** What nobody sees on the screen, and yet must hold. */
export async function soundness({ stage, sandbox, unexpectedErrors, written }: Production): Promise<void> {
  const { slack } = sandbox;
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
    stage.step("No secret is in anything that the bot wrote.", async () => {
      const all = await written();
      const addresses = all.filter(({ text }) => RESPONSE_URL.test(Buffer.from(text).toString("latin1")));
      const leaks = [
        ...findLeaks(secretsOf(sandbox), all),
        ...addresses.map(({ where }) => `${where}: a response URL`),
      ];
      must(leaks.length === 0, `none; there were:\n${leaks.join("\n")}`);
      // What everybody may read is there, so that a secret would have been seen.
      const unseen = Object.entries(places).filter(
        ([place, words]) =>
          findLeaks(
            { words },
            all.filter(({ where }) => where.startsWith(place)),
          ).length === 0,
      );
      must(unseen.length === 0, `to be seen: ${unseen.map(([place]) => place).join(", ")}`);
      const size = all.reduce((sum, { text }) => sum + text.length, 0);
      return `${all.length} places, ${Math.round(size / 1e6)} MB`;
    }),
  );
}

/** Words that are no secret, and stand in each of the places that are looked through. */
const places = {
  "bot's output": "Slack knows the bot",
  "to Slack": "chat.postMessage",
  "to ngrok": "/tunnel_sessions",
  "record bot": "awaiting-approval",
  audit: "U0OLGA0001",
};

/** By the names by which a leak is told. */
function secretsOf({ slack, ngrok }: Production["sandbox"]): Record<string, string> {
  return { "bot token": slack.botToken, "app token": slack.appToken, "ngrok's key": ngrok.apiKey };
}

/** Of addresses at which whoever knows one may answer in the bot's name, too many to be sought one by one. */
const RESPONSE_URL = /\/response\/[0-9a-f]{8}-/;
