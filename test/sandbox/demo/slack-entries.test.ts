import { afterEach, beforeEach, expect, test } from "vitest";
import { slackEntries } from "../../../sandbox/demo/slack-entries.ts";
import type { PersonName } from "../../../sandbox/slack/directory.ts";
import { type RawBot, startRawBot } from "../slack/raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot();
});
afterEach(() => bot.stop());

const entries = (name: PersonName) => Object.fromEntries(slackEntries(bot.slack, name));
const post = (text: string, more = {}) =>
  bot.call("chat.postMessage", { channel: "C0FLEET001", text, ...more });

test("what is for one person's eyes reaches nobody else's page", async () => {
  const { message_ts } = await bot.call("chat.postEphemeral", {
    ...{ channel: "C0FLEET001", user: "U0OLGA0001", text: "for Olga alone" },
  });
  const key = `message/C0FLEET001/${message_ts}`;
  expect(entries("olga")).toHaveProperty([key]);
  for (const name of ["ada", "ben", "otto"] as const) {
    expect(JSON.stringify([...slackEntries(bot.slack, name)])).not.toContain("for Olga alone");
  }
});

test("a private channel, and the DM of another, are on no page but their members'", () => {
  expect(entries("ada")).toHaveProperty(["channel/C0SECRET01"]);
  expect(entries("ben")).not.toHaveProperty(["channel/C0SECRET01"]);
  expect(entries("ben")).not.toHaveProperty(["channel/D0ADA00001"]);
});

test("a message that pings is unread at whom it pings until that is read, and counted for all to see", async () => {
  const { ts } = await post("<@U0ADA00001>, please");
  const key = `message/C0FLEET001/${ts}`;
  expect(entries("ada")[key]).toMatchObject({ mentionsMe: true, unread: true });
  expect(entries("ben")[key]).toMatchObject({ mentionsMe: false, unread: false });
  expect(entries("ada")["channel/C0FLEET001"]).toMatchObject({ unread: 1 });
  expect(entries("olga")["person/U0ADA00001"]).toMatchObject({ unread: 1, role: "approver", isAdmin: true });

  bot.slack.person("ada").markRead("fleet");
  expect(entries("ada")[key]).toMatchObject({ mentionsMe: true, unread: false });
  expect(entries("olga")["person/U0ADA00001"]).toMatchObject({ unread: 0 });
});

test("a channel says whether the bot is in it", () => {
  expect(entries("olga")["channel/C0RANDOM01"]).toMatchObject({ botIsIn: false });
  bot.slack.person("olga").invite("random");
  expect(entries("olga")["channel/C0RANDOM01"]).toMatchObject({ botIsIn: true });
});
