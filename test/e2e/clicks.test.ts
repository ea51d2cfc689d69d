import { describe, expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  agents: {
    "till-1": {},
    "till-2": {},
    "till-3": {},
    "till-4": {},
    "till-5": {},
    "till-6": {},
    "till-7": {},
  },
});

describe("two clicks at once", () => {
  test("on Approve make one update, and the second is told who was first", async () => {
    const card = await bot.steps.askForUpdate("till-1");
    await Promise.all([card.press("ada", "Approve"), card.press("ben", "Approve")]);
    const approver = (await card.reads("is back")).includes("approved by @ada") ? "ada" : "ben";
    const other = approver === "ada" ? "ben" : "ada";
    expect(await bot.steps.told(other, "was first")).toMatch(
      new RegExp(`^@${approver} was first: approved at [\\d:]+\\. `),
    );
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("on Approve and Cancel do one of the two, and the other is told", async () => {
    const card = await bot.steps.askForUpdate("till-2");
    const seen = card.message();
    await Promise.all([card.press("olga", "Cancel", seen), card.press("ada", "Approve", seen)]);
    const words = await bot.world.until(() => {
      const now = card.words();
      return (now.includes("cancelled") || now.includes("is back")) && now;
    }, "an end");
    // An approval that came first may still be cancelled before its call; then nobody is refused.
    const cancelled = words.includes("cancelled by @olga");
    expect(card.effects()).toEqual(cancelled ? [] : ["update-started", "restart-begun"]);
    if (!cancelled)
      expect(await bot.steps.told("olga", "Too late")).toContain("ngrok was told to update till-2");
    if (cancelled && !words.includes("approved by")) {
      expect(await bot.steps.told("ada", "was first")).toMatch(/^@olga was first: cancelled at/);
    }
  });

  test("on the submit of a form ask once", async () => {
    const { world, steps } = bot;
    const sessionId = world.sessionOf("till-3");
    const olga = world.slack.person("olga");
    const cards = () =>
      olga.messages("#fleet").filter(({ blocks }) => JSON.stringify(blocks).includes("Update till-3?"));
    await steps.open(`session update ${sessionId}`, sessionId);
    await olga.fill({ Reason: "security fix" });
    await Promise.all([olga.submit(), olga.submit()]);
    await world.until(() => cards().length > 0, "the card");
    await world.pass(5000);
    expect(cards()).toHaveLength(1);
    await steps.answer("Update");
  });

  test("on the submit of a form without approval make one call", async () => {
    const { world, steps } = bot;
    await steps.open("ingress create once.example.com", "Certificate:");
    const watched = steps.watchNgrok();
    const olga = world.slack.person("olga");
    await Promise.all([olga.submit(), olga.submit()]);
    await steps.answer("once.example.com is created");
    await world.pass(5000);
    expect(watched.effects()).toEqual(["ingress-created"]);
  });
});

describe("a click that comes too late", () => {
  test("on Deny, for which a reason was typed, is told who was first", async () => {
    const { world, steps } = bot;
    const card = await steps.askForUpdate("till-4");
    await card.press("ben", "Deny");
    await world.modal("Why not?", "ben");
    await card.press("ada", "Approve");
    await steps.submit("Why not?", { "Why not?": "Not tonight" }, "ben");
    expect(await steps.answer("was first", "ben")).toMatch(/@ada was first: approved at [\d:]+\./);
    await card.reads("is back");
    expect(card.words()).not.toContain("denied");
  });

  test("on any button of an old card is told how it stands and what the card offers now", async () => {
    const { steps } = bot;
    const card = await steps.update("till-5");
    await card.reads("restarts at");
    const waiting = card.message();
    await card.reads("is back");
    await card.press("olga", "Cancel restart", waiting);
    expect(await steps.told("olga", "was first")).toMatch(
      /^@ada was first: approved at [\d:]+\. till-5 is back\. There is nothing left to do here\.$/,
    );
    await card.press("ben", "Postpone…", waiting);
    expect(await steps.told("ben", "till-5 is back")).toContain("@ada was first: approved at");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("on Cancel once ngrok was told says that it is too late", async () => {
    const { steps, world } = bot;
    const card = await steps.update("till-6");
    await card.reads("restarts at");
    const waiting = card.message();
    world.ngrok.agents.setBehaviour("till-6", { leaveAfterMs: 30_000 });
    await card.reads("Looking for its new session");
    await card.press("olga", "Cancel restart", waiting);
    expect(await steps.told("olga", "Too late")).toMatch(/^Too late: ngrok was told to restart till-6/);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

test("every button of a card that no record knows is answered", async () => {
  const { world, steps } = bot;
  const { id } = world.slack.people.ada;
  const card = await steps.askForUpdate("till-7");
  const unknown = JSON.parse(JSON.stringify(card.message()).replace(/op_[0-9a-f]{20}/g, "op_0"));
  const labels = ["Approve", "Deny", "Details", "Ask someone else", "Cancel"];
  for (const label of labels) await card.press("ada", label, unknown);
  const told = () =>
    world.slack
      .person("ada")
      .messages("#fleet")
      .filter(
        (message) => message.onlyFor === id && message.text.startsWith("There is no record of this change."),
      );
  await world.until(() => told().length === labels.length, "an answer to each");
  expect(told()[0]?.text).toBe(
    "There is no record of this change. `/ngrok history` shows those that there are.",
  );
});
