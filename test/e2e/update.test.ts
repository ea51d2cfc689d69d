import { expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const LEAST_WAIT_MS = 10_000;
const bot = useBot({ agents: { "till-1": {}, "till-2": {} } });

test("an update goes from the command to the new session id, in the card's thread, after the wait", async () => {
  const { world, steps } = bot;
  const card = await steps.update("edge-07");
  expect(await card.reads("restarts at")).toMatch(
    /^\*edge-07 restarts at [\d:]+\.\*\nngrok has started the update\.\n.*\n\[Cancel restart\] \[Postpone…\] \[Details\]$/,
  );
  await card.reply("Back:");
  const newId = world.sessionOf("edge-07");
  expect(newId).not.toBe(card.sessionId);
  expect(await card.reads("is back")).toMatch(
    new RegExp(
      `^\\*edge-07 is back\\.\\*\n3\\.19\\.0 → 3\\.22\\.1, away \\d s\\. New session \`${newId}\`\\. 2 of 2 URLs are back\\.\n`,
    ),
  );
  expect(card.thread()).toHaveLength(1);
  expect(card.thread()[0]).toMatch(/^\*edge-07 is back\.\* @olga\n/);
  expect(card.thread()[0]).toContain(`Old session \`${card.sessionId}\``);
  expect(card.calls()).toEqual(["update 204", "restart 204"]);

  const [update] = world.commands("update");
  const [restart] = world.commands("restart");
  const waitedMs = (restart?.monotonicMs ?? 0) - (update?.answeredMonotonicMs ?? 0);
  expect(waitedMs).toBeGreaterThanOrEqual(3 * LEAST_WAIT_MS);
});

test("success mentions the requester alone, and the approvers were mentioned once", async () => {
  const { world, steps } = bot;
  for (const name of ["olga", "ada", "ben"] as const) world.slack.person(name).markRead();
  const card = await steps.update("till-2");
  await card.reply("Back:");
  const pings = (name: "olga" | "ada" | "ben") =>
    world.slack
      .person(name)
      .mentions()
      .map(({ threadTs }) => (threadTs === null ? "card" : "thread"));
  // The card names its requester, which pings her too.
  expect(pings("olga")).toEqual(["card", "thread"]);
  expect(pings("ada")).toEqual(["card"]);
  expect(pings("ben")).toEqual(["card"]);
});

test("a bot that was stopped in the wait ends it with one restart, one card and one report", async () => {
  const { world, steps } = bot;
  const card = await steps.update("till-1");
  await card.reads("restarts at");
  await world.stopBot();
  await world.clock.advance(60_000);
  await world.bootBot();
  await card.reads("is back");
  await card.reply("Back:");
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  expect(card.thread()).toHaveLength(1);
  const cards = world.slack
    .person("olga")
    .messages("#fleet")
    .filter((message) => world.slack.renderText(message).startsWith("*till-1 "));
  expect(cards).toHaveLength(2);
});
