import { beforeAll, describe, expect, test } from "vitest";
import { createHomeScreen } from "../support/home-screen.ts";
import { useBot } from "../support/use-bot.ts";

const SESSIONS = { method: "GET", path: "/tunnel_sessions", times: "always" } as const;

const bot = useBot({
  agents: { "edge-a": {}, "edge-b": {}, "edge-c": { neverReturn: true }, "edge-d": {} },
  environment: { RECONNECT_TIMEOUT_SECONDS: "60" },
});
let home: ReturnType<typeof createHomeScreen>;
beforeAll(() => {
  home = createHomeScreen(bot.world);
});

describe("the Home tab", () => {
  test("is not drawn for who turns to the bot's messages", async () => {
    const publishes = () => bot.world.slack.calls.filter(({ method }) => method === "views.publish").length;
    const before = publishes();
    const otto = bot.world.slack.person("otto");
    otto.openHome("messages");
    await bot.world.pass(5000);
    expect(otto.home()).toBeNull();
    expect(publishes()).toBe(before);
  });

  test("shows an approver what waits for him, that it runs, and what came of it; and nobody who did not open it", async () => {
    bot.world.slack.person("ada").openHome();
    expect(await home.reads("ada", "online")).toContain("Nothing waits for you.");
    const card = await bot.steps.askForUpdate("edge-a");
    expect(await home.reads("ada", "Card (https://")).toMatch(
      /^1 change waits for you\n.*\n\*Waiting for you\*\n\*Update edge-a\?\*\nWaits for an approver until .*\nAsked by @olga .*“security fix”/,
    );

    const approvedMs = bot.world.clock.monotonicMs();
    await card.press("ada", "Approve");
    expect(await home.reads("ada", "1 under way")).toContain("Nothing waits for you.");
    expect(bot.world.clock.monotonicMs() - approvedMs).toBeLessThanOrEqual(4000);
    await card.reads("is back.");
    await home.reads("ada", "Nothing runs, and nothing waits for its time.");
    await home.reads("ada", /3\.22\.1\* · 2 sessions: .*the newest online/);
    expect(bot.world.slack.person("ben").home()).toBeNull();
  });

  test("shows who asked, and an outsider, what others have to approve", async () => {
    for (const name of ["olga", "otto"] as const) bot.world.slack.person(name).openHome();
    const card = await bot.steps.askForUpdate("edge-b");
    for (const name of ["olga", "otto"] as const) {
      const words = await home.reads(name, "1 waits for approval");
      expect(words).toContain("Nothing waits for you.");
      expect(words.slice(words.indexOf("*Waiting for an approver*"))).toContain("*Update edge-b?*");
    }
    await card.press("olga", "Cancel");
    await home.reads("otto", "Nothing waits, nothing runs");
  });

  test("has what needs a person with who asked, until somebody else has taken it on", async () => {
    bot.world.slack.person("olga").openHome();
    const card = await bot.steps.update("edge-c");
    expect(await home.reads("olga", "1 change waits for you")).toContain("*edge-c is not back.*");
    await card.reads("edge-c is not back.");
    await card.press("ben", "I'm on it");
    expect(await home.reads("olga", "1 needs a person")).toContain("@ben has been on it since");
    bot.world.slack.person("ben").openHome();
    expect(await home.reads("ben", "1 change waits for you")).toContain("Nothing else needs a person.");
    await card.press("ben", "Mark resolved…");
    await bot.steps.submit("What was done?", { "What was done?": "Swapped the device" }, "ben");
    await home.reads("ben", "Nothing waits, nothing runs");
  });

  test("has the card of a change that needs no approval in the person's DM, where it stays true", async () => {
    const olga = bot.world.slack.person("olga");
    olga.openHome();
    await home.reads("olga", "sessions online");
    await home.press("olga", "Create ingress…");
    const card = await home.told("olga", async () => {
      await bot.steps.submit("Domain", { Domain: "dm.acme.example.com" });
    });
    const shown = () => olga.messages("dm").find(({ ts }) => ts === card.ts);
    const words = () => bot.world.slack.renderText(shown() ?? card);
    await bot.world.until(() => words().includes("created"), "the card saying that it is created");
    await bot.steps.answer("is created.");
  });

  test("is drawn anew by a bot that was started again, for who opened it lately", async () => {
    await bot.world.killBot();
    await bot.world.bootBot();
    const card = await bot.steps.askForUpdate("edge-d");
    await home.reads("ada", "1 change waits for you");
    await card.press("olga", "Cancel");
    await home.reads("ada", "Nothing waits, nothing runs");
  });

  test("comes within 3 s while ngrok does not answer, says so, and goes on by itself", async () => {
    await bot.world.stopBot();
    // Before the bot is there: it looks at ngrok at once for those who have Home open.
    const fault = bot.world.ngrok.faults.add({ ...SESSIONS, action: "hang" });
    await bot.world.bootBot();
    const openedMs = bot.world.clock.monotonicMs();
    bot.world.slack.person("otto").openHome();
    const first = await home.reads("otto", "*Sessions*\nReading from ngrok…");
    expect(bot.world.clock.monotonicMs() - openedMs).toBeLessThanOrEqual(3000);
    expect(first).toContain("Nothing waits, nothing runs");
    expect(await home.reads("otto", "*Sessions could not be read at")).toContain(
      "ngrok did not answer within",
    );

    bot.world.ngrok.faults.clear(fault.id);
    await home.reads("otto", "sessions online");
  });
});
