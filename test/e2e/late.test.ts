import { describe, expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const MINUTE_MS = 60_000;
const bot = useBot({
  // Slack's own library logs what it cannot reach.
  mayLogErrors: true,
  environment: { RESTART_LATEST_MINUTES: "5" },
  agents: {
    "till-1": {},
    "till-2": {},
    "till-3": {},
    "till-4": {},
    "till-5": {},
    "till-6": {},
    "till-7": {},
    "till-8": {},
  },
});

async function stoppedFor(minutes: number) {
  await bot.world.stopBot();
  await bot.world.clock.advance(minutes * MINUTE_MS);
  await bot.world.bootBot();
}

async function slackIsBack() {
  const { slack } = bot.world;
  slack.faults.comeBack();
  await slack.waitFor(() => slack.connections > 0, "the bot's socket", 20_000);
}

describe("a bot that was down when a restart was due", () => {
  test("asks, and Restart now runs it once", async () => {
    const { world } = bot;
    const card = await bot.steps.update("till-1");
    await card.reads("restarts at");
    await stoppedFor(42);
    const words = await card.reads("was due");
    expect(words).toMatch(
      /^\*The restart of till-1 was due 4[12] min ago\.\*\nThe bot was down, so it was not run\.\nAsked by @olga: “security fix” · approved by @ada · due [\d:]+\n\[Restart now\] \[Choose time…\] \[Leave it\] \[I'm on it\] \[Details\]$/,
    );
    await card.reply("@olga @ada");
    const [notice, reply] = card.thread();
    expect(card.thread()).toHaveLength(2);
    // Slack itself asked it, while nobody else was there to say anything.
    expect(notice).toMatch(
      /^\*Is the bot down\?\* A report on the restart of till-1, due [\d:]+, belongs above this line\. If there is none, check the agent yourself\.$/,
    );
    expect(reply).toMatch(
      /^↗ @olga @ada: \*The restart of till-1 was due 4[12] min ago\.\* The bot was down, so it was not run\. The card has the buttons\.$/,
    );
    expect(world.commands("restart")).toEqual([]);

    await card.press("olga", "Restart now");
    expect(await bot.steps.told("olga", "Only approvers")).toContain("run a change that has stopped");
    await card.press("ben", "Restart now");
    expect(world.slack.person("ben").confirmations.at(-1)).toContain(
      "Restart till-1 now?\nGoes down: till-1.example.com.",
    );
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("asks, and Choose time… runs it then", async () => {
    const { world, steps } = bot;
    const card = await steps.update("till-2");
    await card.reads("restarts at");
    await stoppedFor(20);
    await card.reads("was due");
    await card.press("ada", "Choose time…");
    const at = new Date(Math.ceil(world.clock.now().getTime() / MINUTE_MS + 5) * MINUTE_MS);
    await steps.submit("New time", { "New time": at }, "ada");
    expect(await card.reads("restarts at")).toContain(
      `*till-2 restarts at ${at.toISOString().slice(11, 16)}:00.*`,
    );
    await world.clock.advance(at.getTime() - world.clock.now().getTime() - 5000);
    expect(card.effects()).toEqual(["update-started"]);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("asks, and Leave it says what runs when", async () => {
    const card = await bot.steps.update("till-3");
    await card.reads("restarts at");
    await stoppedFor(20);
    await card.reads("was due");
    await card.press("ada", "Leave it");
    expect(await card.reads("restart of till-3 was not run")).toContain(
      "*The restart of till-3 was not run.*\n@ada left it. The new version runs from its next restart.\n",
    );
    expect(card.effects()).toEqual(["update-started"]);
  });

  test("runs what is a little late without asking", async () => {
    const card = await bot.steps.update("till-4");
    await card.reads("restarts at");
    await stoppedFor(3);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
    expect(card.thread()).toHaveLength(1);
  });

  test("does not run a whole update that is too late either", async () => {
    const { world, steps } = bot;
    const card = await steps.askForUpdate("till-5");
    world.ngrok.faults.add({
      method: "GET",
      path: "/tunnel_sessions",
      action: "html-502",
      times: "always",
    });
    await card.press("ada", "Approve");
    const words = await card.reads("was due");
    world.ngrok.faults.clear();
    expect(words).toMatch(
      /^\*The update of till-5 was due [56] min ago\.\*\nngrok was not available, so it was not run\./,
    );
    expect(words).toContain("[Update now]");
    await card.press("ben", "Update now");
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

describe("while Slack is away", () => {
  test("nothing restarts without its follow-up, nothing is reported twice, and all goes on later", async () => {
    const { world, steps } = bot;
    const update = await steps.update("till-6");
    await update.reads("restarts at");
    const restart = await steps.restart("till-8");
    await world.until(() => restart.effects().length > 0, "the restart");
    world.slack.faults.goOffline();
    await world.pass(3 * MINUTE_MS);
    expect(update.effects()).toEqual(["update-started"]);
    await slackIsBack();
    for (const [card, agent] of [
      [update, "till-6"],
      [restart, "till-8"],
    ] as const) {
      await card.reads(`*${agent} is back.*`);
      expect(await card.reply("Back:")).toContain(`New session \`${world.sessionOf(agent)}\``);
      expect(card.thread()).toHaveLength(1);
    }
    expect(update.effects()).toEqual(["update-started", "restart-begun"]);
    expect(restart.effects()).toEqual(["restart-begun"]);
  });

  test("for too long, Slack is named as the reason, not the bot", async () => {
    const { world, steps } = bot;
    const card = await steps.update("till-7");
    await card.reads("restarts at");
    world.slack.faults.goOffline();
    await world.pass(8 * MINUTE_MS);
    world.slack.faults.comeBack();
    expect(await card.reads("was due")).toContain("Slack could not be reached, so it was not run.");
    expect(card.effects()).toEqual(["update-started"]);
  });
});
