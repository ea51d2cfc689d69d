import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { button, type RawBot, type RawSocket, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
let socket: RawSocket;
beforeEach(async () => {
  bot = await startRawBot();
  socket = await bot.connect();
});
afterEach(() => bot.stop());

async function commandUrl(channel = "fleet"): Promise<string> {
  const answered = bot.slack.person("olga").command(channel, "help");
  const frame = await socket.next();
  socket.ack(frame);
  await answered;
  return frame.payload.response_url;
}

const lastOf = (name: "olga" | "ada", channel = "fleet") => bot.slack.person(name).messages(channel).at(-1);

describe("a response_url", () => {
  test("works five times", async () => {
    const url = await commandUrl();
    const statuses = [];
    for (let use = 0; use < 6; use += 1) statuses.push((await bot.post(url, { text: `${use}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect((await bot.post(url, { text: "x" })).body).toEqual({ ok: false, error: "used_url" });
  });

  test("works for 30 minutes", async () => {
    const url = await commandUrl();
    await bot.clock.advance(30 * 60_000);
    expect((await bot.post(url, { text: "x" })).status).toBe(200);
    await bot.clock.advance(1);
    expect((await bot.post(url, { text: "x" })).body).toEqual({ ok: false, error: "expired_url" });
  });

  test("answers one person, or the channel when asked to, also where the bot is absent", async () => {
    const url = await commandUrl("secret");
    await bot.post(url, { text: "for one" });
    expect([lastOf("olga", "secret")?.text, lastOf("ada", "secret")]).toEqual(["for one", undefined]);
    await bot.post(url, { text: "for all", response_type: "in_channel" });
    expect(lastOf("ada", "secret")?.text).toBe("for all");
    expect((await bot.call("chat.postMessage", { channel: "C0SECRET01", text: "x" })).error).toBe(
      "channel_not_found",
    );
  });

  test("of a click replaces or deletes the message it came from, ephemeral ones too", async () => {
    const blocks = [{ type: "actions", elements: [button("Next")] }];
    await bot.post(await commandUrl(), { text: "page 1", blocks });
    const message = lastOf("olga") ?? expect.fail();
    const clicked = bot.slack.person("olga").click({ message, actionId: "go" });
    const frame = await socket.next();
    socket.ack(frame);
    await clicked;
    const url = frame.payload.response_url;
    await bot.post(url, { text: "page 2", replace_original: true });
    expect(lastOf("olga")).toMatchObject({ ts: message.ts, text: "page 2", onlyFor: "U0OLGA0001" });
    await bot.post(url, { delete_original: true });
    expect(lastOf("olga")).toBeUndefined();
  });

  test("refuses blocks that Slack refuses", async () => {
    const answer = await bot.post(await commandUrl(), { text: "x", blocks: [{ type: "poem" }] });
    expect(answer).toMatchObject({ status: 400, body: { error: "invalid_blocks" } });
  });
});
