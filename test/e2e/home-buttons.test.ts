import { setTimeout as realDelay } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { createHomeScreen } from "../support/home-screen.ts";
import { useBot } from "../support/use-bot.ts";

// The bot answers in #random, where it is not; and not in #announce, where it is.
const bot = useBot({
  agents: { "edge-a": {} },
  environment: {
    CHANNELS: "C0FLEET001,C0RANDOM01",
    APPROVAL_REQUIRED: "session-update,ingress-create",
    APPROVERS: "S0APPROVERS",
  },
  // What ngrok refuses is logged with its reference.
  mayLogErrors: true,
});
let home: ReturnType<typeof createHomeScreen>;
const person = (name: "olga" | "ada" | "otto") => bot.world.slack.person(name);
const words = (shown: Parameters<typeof bot.world.slack.renderText>[0]) => bot.world.slack.renderText(shown);

beforeAll(async () => {
  home = createHomeScreen(bot.world);
  for (const name of ["olga", "otto"] as const) {
    person(name).openHome();
    await home.reads(name, "sessions online");
  }
});

/** Submits the open form; answers what is said at its fields. */
async function refused(name: "olga" | "ada"): Promise<Record<string, string>> {
  const result = await person(name).submit();
  if (result.kind !== "errors") throw new Error(`The form was taken: ${result.kind}`);
  return result.errors;
}

describe("a list asked for on Home", () => {
  test.each([
    ["Sessions", "sessions online"],
    ["Ingresses", "3 agent ingresses"],
    ["Open", "Nothing is open"],
    ["History", "Nothing was asked of this bot yet."],
    ["Help", "*Here* is your DM with the bot."],
  ])("%s is answered under Messages, and Home says so", async (label, text) => {
    const message = await home.told("otto", () => home.press("otto", label));
    expect(words(message)).toContain(text);
    expect(message.onlyFor).toBeNull();
    await home.reads("otto", `*${label}*, asked for at`);
  });

  test("has pages to turn, rows to open, and can be shared", async () => {
    const list = await home.told("otto", () => home.press("otto", "Sessions"));
    const shown = () =>
      person("otto")
        .messages("dm")
        .find(({ ts }) => ts === list.ts) ?? list;
    await home.press("otto", "Next", shown());
    await bot.world.until(() => words(shown()).includes("9 to 16 of"), "the next page");
    await home.press("otto", "Previous", shown());
    await bot.world.until(() => words(shown()).includes("[Next]"), "the first page");

    const session = await home.told("otto", () => home.press("otto", "Show", shown()));
    expect(words(session)).toContain("`ts_");
    const shared = await home.told("otto", () => home.press("otto", "Share here", shown()));
    expect(words(shared)).toContain("Shared by @otto");
  });

  test("of which ngrok tells nothing says that under Messages too", async () => {
    const fault = { method: "GET", path: "/agent_ingresses", action: "status", status: 403 } as const;
    await bot.world.pass(31_000);
    bot.world.ngrok.faults.add({ ...fault, times: "always" });
    const message = await home.told("otto", () => home.press("otto", "Ingresses"));
    expect(words(message)).toContain("ngrok does not let the bot's API key do this.");
    bot.world.ngrok.faults.clear();
    expect(new Set(bot.world.errors())).toEqual(new Set(["Handler failed"]));
  });

  test("says so though Slack does not take the words at once", async () => {
    const fault = { method: "GET", path: "/agent_ingresses", action: "status", status: 403 } as const;
    await bot.world.pass(31_000);
    bot.world.ngrok.faults.add({ ...fault, times: "always" });
    bot.world.slack.faults.add("chat.postMessage", { kind: "status", status: 500 });
    const message = await home.told("otto", () => home.press("otto", "Ingresses"));
    expect(words(message)).toContain("ngrok does not let the bot's API key do this.");
    bot.world.ngrok.faults.clear();
  });

  test("is said to come, while ngrok does not answer", async () => {
    await bot.world.pass(31_000);
    const before = person("otto").messages("dm").length;
    bot.world.ngrok.faults.add({ method: "GET", path: "/tunnel_sessions", action: "hang", times: "always" });
    const pressedMs = bot.world.clock.monotonicMs();
    await home.press("otto", "Sessions");
    await home.reads("otto", "*Sessions*, asked for at");
    expect(bot.world.clock.monotonicMs() - pressedMs).toBeLessThanOrEqual(2000);
    expect(person("otto").messages("dm")).toHaveLength(before);
    await bot.world.until(() => person("otto").messages("dm").length > before, "the answer");
    bot.world.ngrok.faults.clear();
  });

  test("an ingress with trouble is shown with its NS records", async () => {
    const message = await home.told("otto", () => home.press("otto", "Show"));
    expect(words(message)).toContain("tunnel.example.org");
    expect(words(message)).toContain("DNS_ERROR");
  });
});

describe("a form opened on Home", () => {
  test.each([
    ["Update a session…", "Only operators may update a session."],
    ["Create ingress…", "Only operators may create an agent ingress."],
  ])("%s tells an outsider that he may not", async (label, text) => {
    await home.press("otto", label);
    expect(words(await bot.world.modal("Only operators", "otto"))).toContain(text);
    await person("otto").closeModal({ all: true });
  });

  test("asks for the card's channel, and says at that field why a card cannot be there", async () => {
    await home.press("olga", "Update a session…");
    const form = await bot.world.modal("Channel for the card", "olga");
    await person("olga").suggest({ view: form, actionId: "session-pick" }, bot.world.sessionOf("edge-a"));
    await person("olga").fill({ Session: bot.world.sessionOf("edge-a") });
    await bot.world.modal("goes down", "olga");
    await person("olga").fill({ Reason: "from Home" });
    await expect(person("olga").fill({ "Channel for the card": "dm-olga" })).rejects.toThrow(
      "public, private",
    );
    await person("olga").fill({ "Channel for the card": "announce" });
    expect(await refused("olga")).toEqual({
      "card-channel": expect.stringContaining("The bot does not answer in this channel, only in"),
    });
    await person("olga").fill({ "Channel for the card": "random" });
    expect(await refused("olga")).toEqual({
      "card-channel": expect.stringContaining("The bot is not in this channel, so the card"),
    });

    bot.world.slack.faults.add("conversations.info", { kind: "hang" });
    await person("olga").fill({ "Channel for the card": "fleet" });
    const asked = () => bot.world.slack.calls.filter(({ method }) => method === "conversations.info").length;
    const before = asked();
    const slow = refused("olga");
    await bot.world.until(() => asked() > before, "Slack being asked");
    await bot.world.clock.advance(1500);
    expect(await slow).toEqual({
      "card-channel": "Slack did not say in time whether the bot is in this channel. Submit once more.",
    });
    const card = await bot.steps.newCard(async () => {
      await person("olga").submit();
    }, bot.world.sessionOf("edge-a"));
    expect(card.words()).toContain("Update edge-a?");
    await bot.steps.answer("Asked; nothing changes before");
    await card.press("olga", "Cancel");
  });

  test("keeps the channel that was picked, when it comes back", async () => {
    const entries = {
      Domain: "edge.acme.example.com",
      Reason: "from Home",
      "Channel for the card": "fleet",
    };
    const ask = async (answer: string) => {
      await home.press("olga", "Create ingress…");
      await bot.world.modal("Channel for the card", "olga");
      await person("olga").fill(entries);
      await person("olga").submit();
      return bot.world.modal(answer, "olga");
    };
    const card = await bot.steps.newCard(async () => {
      expect(words(await ask("It waits for approval"))).toContain("The card is in #fleet");
      await person("olga").closeModal({ all: true });
    });
    expect(card.words()).toContain("Create ingress edge.acme.example.com?");

    const again = await ask("was first.");
    expect(words(again)).toContain("Channel for the card: #fleet");
    await person("olga").closeModal({ all: true });
    await card.press("olga", "Cancel");
  });

  test("keeps it too, when ngrok could not be looked at", async () => {
    await home.press("olga", "Update a session…");
    const form = await bot.world.modal("Channel for the card", "olga");
    const sessionId = bot.world.sessionOf("edge-a");
    await person("olga").suggest({ view: form, actionId: "session-pick" }, sessionId);
    await person("olga").fill({ Session: sessionId });
    await bot.world.modal("goes down", "olga");
    await person("olga").fill({ Reason: "from Home", "Channel for the card": "fleet" });
    await bot.world.pass(3000);
    bot.world.ngrok.faults.add({
      method: "GET",
      path: "/**",
      action: "status",
      status: 403,
      times: "always",
    });
    await person("olga").submit();
    const again = await bot.world.modal("does not let the bot's API key", "olga");
    bot.world.ngrok.faults.clear();
    expect(words(again)).toContain("Channel for the card: #fleet");
    await person("olga").closeModal({ all: true });
  });

  test("asks for nothing where the card has its place", async () => {
    await person("olga").command("#fleet", "session update");
    expect(words(await bot.world.modal("Reason", "olga"))).not.toContain("Channel for the card");
    await person("olga").closeModal({ all: true });
  });

  test("is answered in time, while Slack tells neither of the channel nor of who approves", async () => {
    await home.press("olga", "Create ingress…");
    await bot.world.modal("Channel for the card", "olga");
    await person("olga").fill({
      Domain: "slow.acme.example.com",
      Reason: "from Home",
      "Who should approve": ["ada"],
      "Channel for the card": "fleet",
    });
    bot.world.slack.faults.add("usergroups.users.list", { kind: "hang" }, 99);
    bot.world.slack.faults.add("conversations.info", { kind: "hang" });
    await bot.world.pass(100_000);
    const submittedMs = bot.world.clock.monotonicMs();
    let isAnswered = false;
    const said = refused("olga").finally(() => {
      isAnswered = true;
    });
    for (; !isAnswered; await bot.world.clock.advance(10)) await realDelay(1);
    expect(bot.world.clock.monotonicMs() - submittedMs).toBeLessThan(3000);
    expect(Object.keys(await said)).toEqual(["card-channel", "approvers"]);
    bot.world.slack.faults.clear();
    await person("olga").closeModal({ all: true });
  });
});
