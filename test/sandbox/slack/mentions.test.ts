import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Json, type RawBot, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot();
});
afterEach(() => bot.stop());

const post = async (channel: string, text: string, more = {}) =>
  String((await bot.call("chat.postMessage", { channel, text, ...more })).ts);
const unread = () =>
  bot.slack
    .person("ada")
    .mentions()
    .map(({ text }) => text);
const markRead = (body: Json) =>
  bot.post(bot.slack.apiUrl.replace("/api/", "/_control/people/ada/mark-read"), body);

describe("marking as read", () => {
  test("one channel leaves what pings elsewhere and in its threads, and one thread leaves the rest", async () => {
    const root = await post("#fleet", "<@U0ADA00001> in the channel");
    const other = await post("#fleet", "the root of another thread");
    await post("#fleet", "<@U0ADA00001> in its thread", { thread_ts: root });
    await post("#fleet", "<@U0ADA00001> in another", { thread_ts: other });
    await post("#fleet", "<@U0ADA00001> for all", { thread_ts: root, reply_broadcast: true });
    await post("#announce", "<@U0ADA00001> elsewhere");

    await markRead({ channel: "C0FLEET001" });
    expect(unread()).toEqual([
      "<@U0ADA00001> in its thread",
      "<@U0ADA00001> in another",
      "<@U0ADA00001> elsewhere",
    ]);
    await markRead({ channel: "C0FLEET001", threadTs: root });
    expect(unread()).toEqual(["<@U0ADA00001> in another", "<@U0ADA00001> elsewhere"]);
    await markRead({});
    expect(unread()).toEqual([]);
  });

  test("a channel of others is refused in words", async () => {
    const { status, body } = await bot.post(
      bot.slack.apiUrl.replace("/api/", "/_control/people/otto/mark-read"),
      { channel: "secret" },
    );
    expect([status, body.error]).toEqual([409, "otto is in no channel secret."]);
  });
});

describe("a message", () => {
  test("that was read pings still, until it is edited", async () => {
    const ada = bot.slack.person("ada");
    const ts = await post("#fleet", "<@U0ADA00001>");
    const shown = () => ada.messages("fleet").at(-1) ?? expect.fail();
    ada.markRead();
    expect(ada.isPingedBy(shown())).toBe(true);
    await bot.call("chat.update", { channel: "C0FLEET001", ts, text: "Done." });
    expect(ada.isPingedBy(shown())).toBe(false);
  });
});

describe("a command in a thread", () => {
  test("is refused there, in the eyes of its person alone", async () => {
    const root = await post("#fleet", "a card");
    const olga = bot.slack.person("olga");
    expect((await olga.command("fleet", "help", { threadTs: root })).kind).toBe("refused");
    expect(olga.messages("fleet").at(-1)).toMatchObject({
      text: "/ngrok is not supported in threads. Sorry!",
      threadTs: root,
      onlyFor: olga.id,
    });
    expect(bot.slack.person("ada").messages("fleet")).toHaveLength(1);
  });
});
