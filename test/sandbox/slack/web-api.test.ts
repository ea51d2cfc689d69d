import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Json, type RawBot, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot();
});
afterEach(() => bot.stop());

const errorOf = async (method: string, args = {}, token?: string) =>
  (await bot.call(method, args, token)).error;
const fleet = { channel: "C0FLEET001", text: "x" };

describe("tokens", () => {
  test("are asked for, known, and of the right kind", async () => {
    expect(await errorOf("auth.test", {}, "")).toBe("not_authed");
    expect(await errorOf("auth.test", {}, "xoxb-other")).toBe("invalid_auth");
    expect(await errorOf("chat.postMessage", fleet, bot.slack.appToken)).toBe("not_allowed_token_type");
    expect(await errorOf("chat.postMassage")).toBe("unknown_method");
  });

  test("that were revoked are refused, until they are not; the other one goes on", async () => {
    bot.slack.faults.refuseToken("bot", "token_revoked");
    expect(await errorOf("auth.test")).toBe("token_revoked");
    expect(await errorOf("apps.connections.open", {}, bot.slack.appToken)).toBeUndefined();
    bot.slack.faults.refuseToken("bot", null);
    expect(await errorOf("auth.test")).toBeUndefined();
  });

  test("are told their own scopes, and what time it is; strangers are told no scopes", async () => {
    const headersFor = async (method: string, token: string) => {
      const authorization = `Bearer ${token}`;
      return (await fetch(bot.slack.apiUrl + method, { method: "POST", headers: { authorization } })).headers;
    };
    const own = await headersFor("auth.test", bot.slack.botToken);
    expect(own.get("x-oauth-scopes")?.split(",")).toContain("usergroups:read");
    expect(own.get("date")).toBe(bot.clock.now().toUTCString());
    const app = await headersFor("apps.connections.open", bot.slack.appToken);
    expect(app.get("x-oauth-scopes")).toBe("connections:write");
    expect((await headersFor("auth.test", "xoxb-other")).get("x-oauth-scopes")).toBeNull();
  });

  test("name their app, and people who are deactivated are shown as such", async () => {
    const { bot_id: id } = await bot.call("auth.test");
    expect(await bot.call("bots.info", { bot: id })).toMatchObject({ bot: { app_id: "A0NGROKBOT" } });
    expect(await errorOf("bots.info", { bot: "B0OTHER" })).toBe("bot_not_found");
    bot.slack.people.olga.standing = { kind: "deactivated" };
    expect(await bot.call("users.info", { user: "U0OLGA0001" })).toMatchObject({ user: { deleted: true } });
  });

  test("need the scope of what is called, each kind of conversation its own", async () => {
    const narrow = await startRawBot({ scopes: ["commands", "channels:read"] });
    const post = await narrow.call("chat.postMessage", fleet);
    expect(post).toMatchObject({
      error: "missing_scope",
      needed: "chat:write",
      provided: "commands,channels:read",
    });
    expect((await narrow.call("conversations.info", { channel: "C0FLEET001" })).ok).toBe(true);
    const dm = await narrow.call("conversations.info", { channel: "D0OLGA0001" });
    expect(dm).toMatchObject({ error: "missing_scope", needed: "im:read" });
    await narrow.stop();
  });
});

describe("channels", () => {
  test("take a post only where the bot is, and tell of a private one nothing", async () => {
    expect(await errorOf("chat.postMessage", { ...fleet, channel: "C0RANDOM01" })).toBe("not_in_channel");
    expect(await errorOf("chat.postMessage", { ...fleet, channel: "C0SECRET01" })).toBe("channel_not_found");
    expect(await errorOf("conversations.info", { channel: "C0SECRET01" })).toBe("channel_not_found");
    bot.slack.person("olga").invite("secret");
    expect(await errorOf("chat.postMessage", { ...fleet, channel: "C0SECRET01" })).toBeUndefined();
    const { fleet: channel } = bot.slack.channels;
    if (channel) channel.archived = true;
    expect(await errorOf("chat.postMessage", fleet)).toBe("is_archived");
  });

  test("open a DM, and a user's id posts into it", async () => {
    expect(await errorOf("conversations.open", { users: "U0OTTO0001" })).toBe("missing_scope");
    const wider = await startRawBot({ scopes: ["im:write"] });
    const opened = await wider.call("conversations.open", { users: "U0OTTO0001" });
    await wider.stop();
    expect(opened).toMatchObject({ ok: true, channel: { id: "D0OTTO0001" } });
    expect(await errorOf("chat.postMessage", { ...fleet, channel: "U0OTTO0001" })).toBeUndefined();
    expect(bot.slack.person("otto").messages("dm")).toHaveLength(1);
  });

  test("of whom only the id is given are posted to, and nothing else", async () => {
    const channel = "U0OTTO0001";
    const { ts, channel: dm } = await bot.call("chat.postMessage", { ...fleet, channel });
    expect(dm).toBe("D0OTTO0001");
    expect(await errorOf("chat.update", { ...fleet, channel, ts })).toBe("channel_not_found");
    expect(await errorOf("chat.getPermalink", { channel, message_ts: ts })).toBe("channel_not_found");
    expect(await errorOf("conversations.history", { channel })).toBe("channel_not_found");
    expect(await errorOf("chat.update", { ...fleet, channel: dm, ts })).toBeUndefined();
  });

  test("are read page by page, newest first; a thread oldest first", async () => {
    const { ts } = await bot.call("chat.postMessage", { ...fleet, text: "root" });
    await bot.call("chat.postMessage", { ...fleet, text: "reply", thread_ts: ts });
    await bot.call("chat.postMessage", { ...fleet, text: "loud", thread_ts: ts, reply_broadcast: true });
    await bot.call("chat.postMessage", { ...fleet, text: "last" });
    const texts = (answer: Json) => (answer.messages as { text: string }[]).map((one) => one.text);
    const first = await bot.call("conversations.history", { channel: "C0FLEET001", limit: 2 });
    expect(texts(first)).toEqual(["last", "loud"]);
    const { next_cursor: cursor } = first.response_metadata as { next_cursor: string };
    expect(
      texts(await bot.call("conversations.history", { channel: "C0FLEET001", limit: 2, cursor })),
    ).toEqual(["root"]);
    expect(texts(await bot.call("conversations.replies", { channel: "C0FLEET001", ts }))).toEqual([
      "root",
      "reply",
      "loud",
    ]);
    expect(await errorOf("chat.postMessage", { ...fleet, thread_ts: "1.2" })).toBe("thread_not_found");
  });
});

describe("a message", () => {
  test("loses its blocks when an update brings text alone", async () => {
    const { ts } = await bot.call("chat.postMessage", { ...fleet, blocks: [{ type: "divider" }] });
    await bot.call("chat.update", { ...fleet, ts, text: "new" });
    expect(bot.slack.person("ada").messages("fleet")).toMatchObject([{ text: "new", blocks: [] }]);
  });

  test("of a person is neither edited nor deleted by the bot", async () => {
    const { ts } = bot.slack.person("ada").say("fleet", "mine");
    expect(await errorOf("chat.update", { ...fleet, ts })).toBe("cant_update_message");
    expect(await errorOf("chat.delete", { ...fleet, ts })).toBe("cant_delete_message");
    expect(await errorOf("chat.update", { ...fleet, ts: "1.2" })).toBe("message_not_found");
  });

  test("has metadata that only those who ask for it get", async () => {
    const metadata = { event_type: "card", event_payload: { operation_id: "op_1" } };
    await bot.call("chat.postMessage", { ...fleet, metadata });
    const read = async (include: boolean) =>
      (await bot.call("conversations.history", { channel: "C0FLEET001", include_all_metadata: include }))
        .messages;
    expect(await read(true)).toMatchObject([{ metadata }]);
    expect(await read(false)).toEqual([expect.not.objectContaining({ metadata })]);
    expect(await errorOf("chat.postMessage", { ...fleet, metadata: { a: 1 } })).toBe(
      "invalid_metadata_format",
    );
  });
});

describe("a scheduled message", () => {
  const in_ = (seconds: number) => bot.clock.now().getTime() / 1000 + seconds;
  const schedule = (seconds: number, more = {}) =>
    bot.call("chat.scheduleMessage", { ...fleet, post_at: in_(seconds), ...more });
  const remove = async (id: unknown) =>
    errorOf("chat.deleteScheduledMessage", { channel: "C0FLEET001", scheduled_message_id: id });
  const shown = () => bot.slack.person("ada").messages("fleet").length;

  test("posts at its time, within 120 days", async () => {
    await schedule(600);
    await bot.clock.advance(599_999);
    expect(shown()).toBe(0);
    await bot.clock.advance(1);
    expect(shown()).toBe(1);
    expect((await schedule(0)).error).toBe("time_in_past");
    expect((await schedule(121 * 86_400)).error).toBe("time_too_far");
  });

  test("is deleted in time; within 5 minutes that is answered ok, and it posts; within 1 it is refused", async () => {
    expect(await remove((await schedule(301)).scheduled_message_id)).toBeUndefined();
    expect(await remove((await schedule(299)).scheduled_message_id)).toBeUndefined();
    expect(await remove((await schedule(59)).scheduled_message_id)).toBe("invalid_scheduled_message_id");
    await bot.clock.advance(600_000);
    expect(shown()).toBe(2);
  });

  test("is listed in pages until it is over", async () => {
    for (let count = 0; count < 5; count += 1) await schedule(600 + count);
    const first = await bot.call("chat.scheduledMessages.list", { limit: 3 });
    const { next_cursor: cursor } = first.response_metadata as { next_cursor: string };
    const second = await bot.call("chat.scheduledMessages.list", { limit: 3, cursor });
    expect(first.scheduled_messages).toHaveLength(3);
    expect(second).toMatchObject({ scheduled_messages: [{}, {}], response_metadata: { next_cursor: "" } });
    await bot.clock.advance(602_000);
    const rest = await bot.call("chat.scheduledMessages.list", {});
    expect(rest.scheduled_messages).toHaveLength(2);
  });

  test("with metadata never posts, and a 31st in 5 minutes is refused", async () => {
    for (let count = 0; count < 30; count += 1) expect((await schedule(600, { metadata: {} })).ok).toBe(true);
    expect((await schedule(600)).error).toBe("restricted_too_many");
    await bot.clock.advance(900_000);
    expect(shown()).toBe(0);
  });
});

describe("limits and faults", () => {
  const post = (text: string) =>
    fetch(`${bot.slack.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${bot.slack.botToken}` },
      body: JSON.stringify({ channel: "C0FLEET001", text }),
    });

  test("posting is one a second per channel after a small burst", async () => {
    for (let count = 0; count < 8; count += 1) expect((await post("x")).status).toBe(200);
    const refused = await post("x");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await bot.call("chat.postMessage", { ...fleet, channel: "C0ANNOUNCE" })).ok).toBe(true);
    await bot.clock.advance(1000);
    expect([(await post("x")).status, (await post("x")).status]).toEqual([200, 429]);
  });

  test("a method has its tier", async () => {
    const ask = () => errorOf("usergroups.users.list", { usergroup: "S0APPROVERS" });
    for (let count = 0; count < 20; count += 1) expect(await ask()).toBeUndefined();
    expect(await ask()).toBe("ratelimited");
  });

  test("each fault does what it is called, as often as told", async () => {
    const { faults } = bot.slack;
    faults.add("chat.postMessage", { kind: "rate-limit", retryAfterSeconds: 7 });
    expect((await post("a")).headers.get("retry-after")).toBe("7");
    faults.add("*", { kind: "status", status: 500 }, 2);
    expect([(await post("b")).status, (await post("c")).status]).toEqual([500, 500]);
    faults.add("chat.postMessage", { kind: "drop-before" });
    await expect(post("d")).rejects.toThrow();
    faults.add("chat.postMessage", { kind: "drop-after" });
    await expect(post("e")).rejects.toThrow();
    faults.add("chat.postMessage", { kind: "error", error: "fatal_error" });
    expect(await (await post("f")).json()).toEqual({ ok: false, error: "fatal_error" });
    expect(
      bot.slack
        .person("ada")
        .messages("fleet")
        .map((message) => message.text),
    ).toEqual(["e"]);
    expect(bot.slack.calls.map((call) => call.result)).toEqual([
      "ratelimited",
      "status 500",
      "status 500",
      "drop-before",
      "drop-after",
      "fatal_error",
    ]);
  });

  test("a call held by a fault does not count as in flight", async () => {
    bot.slack.faults.add("chat.postMessage", { kind: "slow", delayMs: 5000 });
    const slow = post("x");
    await bot.slack.waitFor(
      () => bot.clock.timers > 0 && bot.slack.inFlight === 0,
      "the fault to hold the call",
    );
    await bot.clock.advance(5000);
    expect((await slow).status).toBe(200);
  });

  test("the log of calls knows no token", async () => {
    await bot.call("auth.test", { token: bot.slack.botToken });
    expect(JSON.stringify(bot.slack.calls)).not.toContain("xoxb");
  });

  test("the real web client's forms are understood", async () => {
    const client = new WebClient(bot.slack.botToken, { slackApiUrl: bot.slack.apiUrl });
    const blocks = [{ type: "divider" as const }];
    await client.chat.postMessage({ channel: "C0FLEET001", text: "ä & <b>", blocks, unfurl_links: false });
    expect(bot.slack.person("ada").messages("fleet")).toMatchObject([{ text: "ä & <b>", blocks }]);
  });
});
