import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/ngrok/faults.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  environment: { RESTART_LATEST_MINUTES: "5" },
  agents: {
    throttled: {},
    "html-502": {},
    hangs: {},
    "lost-connection": {},
    "810-not-executed": {},
    "hangs-but-updates": {},
    "drops-after": {},
    "810-executed": {},
    "hangs-twice": {},
    "810-twice": {},
    "key-withdrawn": {},
    "throttled-for-long": {},
  },
});

const POST_UPDATE = { method: "POST", path: "/tunnel_sessions/*/update" } as const;

describe("a call that may be repeated without harm ends with the agent updated once", () => {
  test.each<[string, Fault, string[]]>([
    ["throttled", { ...POST_UPDATE, action: "429" }, ["update 429", "update 204", "restart 204"]],
    ["html-502", { ...POST_UPDATE, action: "html-502" }, ["update 502", "update 204", "restart 204"]],
    ["hangs", { ...POST_UPDATE, action: "hang" }, ["update hang", "update 204", "restart 204"]],
    [
      "lost-connection",
      { ...POST_UPDATE, action: "drop-before" },
      ["update drop-before", "update 204", "restart 204"],
    ],
    [
      "810-not-executed",
      { ...POST_UPDATE, action: "810-not-executed" },
      ["update 502", "update 204", "restart 204"],
    ],
  ])("%s", async (agent, fault, calls) => {
    bot.world.ngrok.faults.add(fault);
    const card = await bot.steps.update(agent);
    expect(await card.reads("is back")).toContain(`*${agent} is back.*\n3.19.0 → 3.22.1, away `);
    const newId = bot.world.sessionOf(agent);
    expect(await card.reply("is back")).toContain(
      `New session \`${newId}\`. 1 of 1 URL is back.\nOld session \`${card.sessionId}\``,
    );
    expect(card.thread()).toHaveLength(1);
    expect(card.calls()).toEqual(calls);
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

const ALREADY =
  "to the second the agent said: “The remote ngrok agent failed to update because of an error: the agent has already updated but has not been restarted”.";

describe("where a second call is refused, a person decides", () => {
  test.each<[string, Fault]>([
    ["hangs-but-updates", { ...POST_UPDATE, action: "hang", executed: true }],
    ["drops-after", { ...POST_UPDATE, action: "drop-after" }],
    ["810-executed", { ...POST_UPDATE, action: "810-executed" }],
  ])("%s: the card quotes the agent, and Restart anyway runs the new version", async (agent, fault) => {
    bot.world.ngrok.faults.add(fault);
    const card = await bot.steps.update(agent);
    const why = `The first call got no clear answer; ${ALREADY} A restart runs the new version, if there is one.`;
    expect(await card.reads("Was")).toContain(`*Was ${agent} updated?*\n${why}\n`);
    expect(card.words()).toContain("[Restart anyway] [Close] [I'm on it] [Details]");
    await card.reply("Was");
    expect(card.thread()).toEqual([`↗ @olga @ada: *Was ${agent} updated?* ${why} The card has the buttons.`]);
    expect(card.effects()).toEqual(["update-started"]);

    await card.press("ben", "Restart anyway");
    expect(await card.reads("restarts at")).toContain("Whether it was updated is not known.");
    expect(await card.reads("is back")).toContain("3.19.0 → 3.22.1");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

describe("where nothing that ngrok says tells, a person decides", () => {
  test.each<[string, Fault[], string]>([
    [
      "hangs-twice",
      [{ ...POST_UPDATE, action: "hang", times: 2 }],
      "then: ngrok did not answer in time, so the outcome is unknown.",
    ],
    [
      "810-twice",
      [{ ...POST_UPDATE, action: "810-not-executed", times: 2 }],
      "then: The network between ngrok and the agent failed, so the outcome is unknown.",
    ],
    [
      "key-withdrawn",
      [
        { ...POST_UPDATE, action: "hang" },
        {
          ...POST_UPDATE,
          action: "status",
          status: 403,
          body: {
            error_code: "ERR_NGROK_203",
            status_code: 403,
            msg: "Your authentication: 'x'.",
            details: { operation_id: "op_31" },
          },
        },
      ],
      "then: ngrok refused the bot's API key (ERR_NGROK_203, op_31). Have an admin check it.",
    ],
  ])("%s: Close leaves it, and says that the outcome is not known", async (agent, faults, second) => {
    for (const fault of faults) bot.world.ngrok.faults.add(fault);
    const card = await bot.steps.update(agent);
    expect(await card.reads("Was")).toContain(
      `*Was ${agent} updated?*\nThe first call got no clear answer; ${second} A restart runs the new version, if there is one.`,
    );
    expect(card.calls()).toHaveLength(2);
    await card.press("olga", "Close");
    expect(await card.reads("closed")).toContain(
      `*Update of ${agent} closed by @olga.*\nWhether it took effect is not known.`,
    );
    expect(card.effects()).toEqual([]);
  });
});

test("a limit that is used up for too long is named as the reason, not the bot", async () => {
  const agent = "throttled-for-long";
  const card = await bot.steps.askForUpdate(agent);
  bot.world.ngrok.faults.add({ ...POST_UPDATE, action: "429", times: "always", retryAfterSeconds: 60 });
  await card.press("ada", "Approve");
  const words = await card.reads("was due");
  bot.world.ngrok.faults.clear();
  expect(words).toMatch(/\*The update of throttled-for-long was due [5-7] min ago\.\*/);
  expect(words).toContain("ngrok was not available, so it was not run.");
  expect(words).toContain("[Update now] [Choose time…] [Leave it]");
  expect(card.effects()).toEqual([]);
});
