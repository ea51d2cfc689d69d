import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSocket, type RawBot, startRawBot } from "./raw-bot.ts";

let bot: RawBot;
beforeEach(async () => {
  bot = await startRawBot();
});
afterEach(() => bot.stop());

describe("connections", () => {
  test("an eleventh connection gets too_many_websockets and is closed", async () => {
    for (let count = 0; count < 10; count += 1) await bot.connect();
    const eleventh = await openSocket(await bot.socketUrl());
    expect(await eleventh.next()).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    expect(await eleventh.closed).toBe(1000);
    expect(bot.slack.connections).toBe(10);
  });

  test("a ticket opens one connection only", async () => {
    const url = await bot.socketUrl();
    await openSocket(url);
    await expect(openSocket(url)).rejects.toThrow("403");
  });

  test("a ticket is worth nothing after 30 s", async () => {
    const url = await bot.socketUrl();
    await bot.clock.advance(30_001);
    await expect(openSocket(url)).rejects.toThrow("403");
  });

  test("the bot's own token opens none", async () => {
    const answer = await bot.call("apps.connections.open");
    expect(answer.error).toBe("not_allowed_token_type");
  });

  test("a refresh is announced, and nothing new comes over that connection", async () => {
    const old = await bot.connect();
    bot.slack.faults.disconnectSockets("refresh_requested");
    expect(await old.next()).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
    const fresh = await bot.connect();
    for (const words of ["help", "sessions"]) {
      const answered = bot.slack.person("olga").command("fleet", words);
      fresh.ack(await fresh.next());
      expect((await answered).kind).toBe("answered");
    }
    await bot.clock.advance(10_000);
    expect(await old.closed).toBe(1000);
  });

  test("while connections are refused and the workspace is offline, nothing gets through; then it does", async () => {
    const url = await bot.socketUrl();
    bot.slack.faults.goOffline();
    await expect(openSocket(url)).rejects.toThrow();
    await expect(bot.call("auth.test")).rejects.toThrow();
    bot.slack.faults.comeBack();
    expect((await bot.call("auth.test")).ok).toBe(true);
    await bot.connect();
  });
});

describe("envelopes", () => {
  test("each goes to one connection only, in turn", async () => {
    const sockets = [await bot.connect(), await bot.connect()];
    const olga = bot.slack.person("olga");
    const answers = [olga.command("fleet", "one"), olga.command("fleet", "two")];
    for (const socket of sockets) socket.ack(await socket.next());
    expect((await Promise.all(answers)).map((answer) => answer.kind)).toEqual(["answered", "answered"]);
    expect(sockets.flatMap((socket) => socket.waiting)).toEqual([]);
  });

  test("a command unacked for 3 s ends in Slack's own words, for that person only", async () => {
    const socket = await bot.connect();
    const answer = bot.slack.person("olga").command("fleet", "help");
    const late = await socket.next();
    expect(bot.slack.inFlight).toBe(1);
    await bot.clock.advance(2999);
    expect(bot.slack.inFlight).toBe(1);
    await bot.clock.advance(1);
    const words = '/ngrok failed with the error "operation_timeout"';
    expect(await answer).toEqual({ kind: "timed-out", words });
    expect(bot.slack.inFlight).toBe(0);
    expect(bot.slack.person("olga").messages("fleet").at(-1)).toMatchObject({ text: words, from: "slack" });
    expect(bot.slack.person("ada").messages("fleet")).toEqual([]);
    socket.ack(late);
    await bot.slack.waitFor(() => bot.slack.problems.length > 0, "the late ack to be noted");
  });

  test("a command with no connection open fails at once", async () => {
    const answer = await bot.slack.person("olga").command("fleet", "help");
    expect(answer).toEqual({ kind: "undelivered", words: '/ngrok failed with the error "dispatch_failed"' });
  });

  test("commands are refused in threads, and so are unknown ones", async () => {
    const olga = bot.slack.person("olga");
    const { ts } = olga.say("fleet", "hello");
    const inThread = await olga.command("fleet", "help", { threadTs: ts });
    expect(inThread).toEqual({ kind: "refused", words: "/ngrok is not supported in threads. Sorry!" });
    expect((await olga.command("fleet", "/grok help")).words).toBe("/grok is not a valid command.");
  });

  test("an event unacked comes again at once, after 1 and after 5 min, under one event_id", async () => {
    const socket = await bot.connect();
    bot.slack.person("olga").openHome();
    const first = await socket.next();
    await bot.clock.advance(3000);
    const second = await socket.next();
    await bot.clock.advance(3000 + 60_000);
    const third = await socket.next();
    await bot.clock.advance(3000 + 300_000);
    const fourth = await socket.next();
    await bot.clock.advance(3_600_000);
    const frames = [first, second, third, fourth];
    expect(frames.map((frame) => frame.retry_attempt)).toEqual([undefined, 1, 2, 3]);
    expect(new Set(frames.map((frame) => frame.payload.event_id)).size).toBe(1);
    expect(new Set(frames.map((frame) => frame.envelope_id)).size).toBe(4);
    expect(socket.waiting).toEqual([]);
  });

  test("an acked event does not come again", async () => {
    const socket = await bot.connect();
    bot.slack.person("olga").openHome();
    socket.ack(await socket.next());
    await bot.slack.waitFor(() => bot.slack.inFlight === 0, "the ack");
    await bot.clock.advance(3_600_000);
    expect(socket.waiting).toEqual([]);
  });
});

describe("a stopped workspace", () => {
  test("leaves no timer behind that would keep the process alive", async () => {
    const other = await startRawBot();
    await other.connect();
    other.slack.person("olga").openHome();
    await other.call("chat.scheduleMessage", {
      channel: "C0FLEET001",
      text: "x",
      post_at: other.clock.now().getTime() / 1000 + 600,
    });
    expect(other.clock.timers).toBe(2);
    await other.stop();
    expect(other.clock.timers).toBe(0);
  });
});
