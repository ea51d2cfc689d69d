import { describe, expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const MINUTE_MS = 60_000;
const bot = useBot({
  agents: {
    "update-only": {},
    "all-later": {},
    "restart-later": {},
    "time-passes": {},
    "till-1": {},
    "till-2": {},
  },
});

describe("when it runs", () => {
  test("update only: nothing goes down, and the card says that the restart is to come", async () => {
    const card = await bot.steps.update("update-only", {
      When: "Update only; it runs from the agent's next restart",
    });
    expect(await card.reads("started")).toBe(
      "*Update of update-only started.*\nngrok gave it to the agent; restart it to run the new version.\nAsked by @olga: “security fix” · approved by @ada\n[Restart…] [Details]",
    );
    await bot.world.pass(60_000);
    expect(card.effects()).toEqual(["update-started"]);
    expect(card.thread()).toEqual([
      "@olga: *Update of update-only started.* ngrok gave it to the agent; restart it to run the new version.",
    ]);
  });

  test("all at a chosen time: nothing is called before it", async () => {
    const { world } = bot;
    const at = inFiveMinutes();
    const time = at.toISOString().slice(11, 16);
    const card = await askForLater("all-later", "Update and restart at a chosen time", at);
    expect(card.words()).toContain(`at ${time}:00, restart 30 s later`);
    await card.press("ada", "Approve");
    expect(await card.reads("will be updated at")).toContain(
      `*all-later will be updated at ${time}:00.*\nApproved by @ada.`,
    );
    expect(card.words()).toContain("[Cancel] [Postpone…] [Details]");
    await world.clock.advance(at.getTime() - world.clock.now().getTime() - 5000);
    expect(card.calls()).toEqual([]);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("the restart at a chosen time: the update runs at once", async () => {
    const { world } = bot;
    const at = inFiveMinutes();
    const card = await askForLater("restart-later", "Update now, restart at a chosen time", at);
    await card.press("ada", "Approve");
    const time = at.toISOString().slice(11, 16);
    expect(await card.reads("restarts at")).toContain(
      `*restart-later restarts at ${time}:00.*\nngrok has started the update.`,
    );
    expect(card.calls()).toEqual(["update 204"]);
    await world.clock.advance(at.getTime() - world.clock.now().getTime() - 5000);
    expect(card.calls()).toEqual(["update 204"]);
    await card.reads("is back");
    expect(card.calls()).toEqual(["update 204", "restart 204"]);
  });

  test("a chosen time that has passed cannot be approved, and says so", async () => {
    const { world, steps } = bot;
    const at = inFiveMinutes();
    const card = await askForLater("time-passes", "Update and restart at a chosen time", at);
    const seen = card.message();
    world.clock.step(at.getTime() - world.clock.now().getTime());
    await card.press("ada", "Approve", seen);
    expect(await steps.told("ada", "passed")).toMatch(
      /^The chosen time, .*, has passed, so nothing was approved\. Ask again with a later time\.$/,
    );
    expect(await card.reads("expired")).toContain("[Ask again]");
    await card.press("olga", "Ask again");
    const form = await steps.answer(card.sessionId);
    expect(form).toContain("(x) Update and restart at a chosen time");
    expect(form).not.toContain(at.toISOString().slice(0, 10));
    expect(card.calls()).toEqual([]);
  });
});

describe("in the wait", () => {
  test("the restart may be cancelled; the card says what runs when, and offers it again", async () => {
    const card = await bot.steps.update("till-1");
    await card.reads("restarts at");
    await card.press("ben", "Cancel restart");
    expect(await card.reads("cancelled")).toBe(
      "*Restart of till-1 cancelled by @ben.*\nThe new version runs from its next restart.\nAsked by @olga: “security fix” · approved by @ada\n[Restart…] [Details]",
    );
    await bot.world.pass(60_000);
    expect(card.effects()).toEqual(["update-started"]);
    await card.press("olga", "Restart…");
    await bot.steps.submit(card.sessionId, {});
    await bot.world.until(
      () => bot.world.sessionOf("till-1") !== card.sessionId && bot.world.sessionOf("till-1"),
      "its return",
    );
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("the restart may be postponed, by 7 days at most", async () => {
    const { world, steps } = bot;
    const card = await steps.update("till-2");
    await card.reads("restarts at");
    await card.press("olga", "Postpone…");
    const tooFar = new Date(world.clock.now().getTime() + 8 * 24 * 60 * MINUTE_MS);
    expect(await steps.submit("New time", { "New time": tooFar })).toMatchObject({ kind: "errors" });
    const at = inFiveMinutes();
    await steps.submit("New time", { "New time": at });
    expect(await card.reads("postponed by")).toContain(
      `*till-2 restarts at ${at.toISOString().slice(11, 16)}:00.*`,
    );
    await world.clock.advance(at.getTime() - world.clock.now().getTime() - 5000);
    expect(card.calls()).toEqual(["update 204"]);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

/** On a full minute, as Slack's picker gives it. */
function inFiveMinutes(): Date {
  const minutes = Math.ceil(bot.world.clock.now().getTime() / MINUTE_MS);
  return new Date((minutes + 5) * MINUTE_MS);
}

async function askForLater(agent: string, when: string, at: Date) {
  const { world, steps } = bot;
  const sessionId = world.sessionOf(agent);
  const olga = world.slack.person("olga");
  return steps.newCard(async () => {
    await olga.command("#fleet", `session update ${sessionId}`);
    await world.modal(sessionId);
    await olga.fill({ Reason: "security fix", When: when });
    await world.modal("In your time zone");
    await olga.fill({ at });
    await olga.submit();
    await steps.answer("Asked");
  }, sessionId);
}
