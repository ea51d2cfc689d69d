import { afterEach, beforeEach, expect, test } from "vitest";
import { SOCKET_LOST } from "../../../sandbox/slack/envelopes.ts";
import { input, modal, type RawBot, startRawBot } from "./raw-bot.ts";

const results: string[] = [];
let bot: RawBot;
beforeEach(async () => {
  results.length = 0;
  bot = await startRawBot({
    observe: ({ what }) => {
      const isEnvelope = what.startsWith("slash_commands");
      return ({ result }) => void (isEnvelope && results.push(result));
    },
  });
});
afterEach(() => bot.stop());

test("of two connections one alone may be closed, and the other is sent what comes", async () => {
  const [old, other] = [await bot.connect(), await bot.connect()];
  bot.slack.faults.disconnectSockets("refresh_requested", 1);
  expect(await old.next()).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
  for (const words of ["help", "sessions"]) {
    const answered = bot.slack.person("olga").command("fleet", words);
    other.ack(await other.next());
    expect((await answered).kind).toBe("answered");
  }
  await bot.clock.advance(10_000);
  expect(await old.closed).toBe(1000);
  await bot.slack.waitFor(() => bot.slack.connections === 1, "one connection to be left");
});

test("what was not acked as its own connection closed is told apart from what the bot left unacked", async () => {
  const socket = await bot.connect();
  const lost = bot.slack.person("olga").command("fleet", "help");
  await socket.next();
  bot.slack.faults.disconnectSockets("silently");
  await bot.slack.waitFor(() => bot.slack.connections === 0, "the connection to close");
  await bot.clock.advance(3000);
  expect((await lost).kind).toBe("timed-out");

  const other = await bot.connect();
  const unacked = bot.slack.person("olga").command("fleet", "help");
  await other.next();
  await bot.clock.advance(3000);
  expect((await unacked).kind).toBe("timed-out");
  expect(results).toEqual([SOCKET_LOST, "not acked within 3 s"]);
});

test("an event may come twice, under one event_id and two envelopes, and both acks are expected", async () => {
  const socket = await bot.connect();
  bot.slack.faults.repeat("event");
  bot.slack.person("olga").openHome();
  const [first, second] = [await socket.next(), await socket.next()];
  expect([first.retry_attempt, second.retry_attempt]).toEqual([undefined, 1]);
  expect(second.payload.event_id).toBe(first.payload.event_id);
  expect(second.envelope_id).not.toBe(first.envelope_id);
  socket.ack(first);
  socket.ack(second);
  await bot.slack.waitFor(() => bot.slack.inFlight === 0, "both acks");
  expect(bot.slack.problems).toEqual([]);
  bot.slack.person("olga").openHome();
  socket.ack(await socket.next());
  await bot.slack.waitFor(() => bot.slack.inFlight === 0, "the ack");
  expect(socket.waiting).toEqual([]);
});

test("a submit may come twice, and the person has the answer to the first one", async () => {
  const socket = await bot.connect();
  const command = bot.slack.person("olga").command("fleet", "help");
  const frame = await socket.next();
  socket.ack(frame);
  await command;
  const view = modal([input("reason")]);
  await bot.call("views.open", { trigger_id: frame.payload.trigger_id, view });
  await bot.slack.person("olga").fill({ reason: "because" });
  bot.slack.faults.repeat("submit");
  const submitted = bot.slack.person("olga").submit();
  const [first, second] = [await socket.next(), await socket.next()];
  expect(second.payload.view.hash).toBe(first.payload.view.hash);
  socket.ack(second, { response_action: "clear" });
  socket.ack(first, { response_action: "errors", errors: { reason: "too short" } });
  expect(await submitted).toEqual({ kind: "errors", errors: { reason: "too short" } });
});
