import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/ngrok/faults.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  environment: { RECONNECT_TIMEOUT_SECONDS: "60" },
  agents: {
    plain: {},
    hangs: {},
    "hangs-but-leaves": {},
    "drops-but-leaves": {},
    "hangs-thrice": {},
    "fails-808": { failRestart: "fork/exec: no such file" },
    "refuses-804": { refuseRestart: "it is disabled by its configuration" },
    ignores: { ignoreRestart: true },
    leaves: {},
  },
});

const POST_RESTART = { method: "POST", path: "/tunnel_sessions/*/restart" } as const;

test("a restart reports the new session in the thread, and pings the requester alone", async () => {
  const { world, steps } = bot;
  world.slack.person("ada").markRead();
  const card = await steps.restart("plain");
  const words = await card.reads("is back");
  const newId = world.sessionOf("plain");
  expect(words).toMatch(/^\*plain is back\.\*\nVersion 3\.19\.0, away \d s\./);
  expect(words).toContain(`New session \`${newId}\`. 1 of 1 URL is back.\nAsked by @olga\n[Details]`);
  expect(await card.reply("Back:")).toMatch(/^\*plain is back\.\* @olga\nVersion 3\.19\.0, away \d s\./);
  expect(await card.reply("Back:")).toContain(
    `Old session \`${card.sessionId}\`\nBack: https://plain.example.com`,
  );
  expect(card.thread()).toHaveLength(1);
  expect(world.slack.person("ada").mentions()).toEqual([]);
  expect(card.effects()).toEqual(["restart-begun"]);
});

describe("an answer that is lost makes neither two restarts nor none", () => {
  test.each<[string, Fault, string[]]>([
    ["hangs", { ...POST_RESTART, action: "hang" }, ["restart hang", "restart 204"]],
    ["hangs-but-leaves", { ...POST_RESTART, action: "hang", executed: true }, ["restart hang"]],
    ["drops-but-leaves", { ...POST_RESTART, action: "drop-after" }, ["restart drop-after"]],
    ["edge-10", { ...POST_RESTART, action: "810-executed" }, ["restart 502"]],
  ])("%s", async (agent, fault, calls) => {
    bot.world.ngrok.faults.add(fault);
    const card = await bot.steps.restart(agent);
    expect(await card.reads("is back")).toContain(`New session \`${bot.world.sessionOf(agent)}\``);
    expect(card.calls()).toEqual(calls);
    expect(card.effects()).toEqual(["restart-begun"]);
  });
});

test("three calls without an answer, and the session still there: a person looks", async () => {
  bot.world.ngrok.faults.add({ ...POST_RESTART, action: "hang", times: 3 });
  const card = await bot.steps.restart("hangs-thrice");
  const why =
    "ngrok did not answer in time, so the outcome is unknown. Check with `/ngrok sessions` before you ask for the restart again.";
  expect(await card.reads("Was")).toContain(`*Was hangs-thrice restarted?*\n${why}\n`);
  expect(card.words()).toContain("[Look again] [I'm on it] [Close] [Mark resolved…] [Details]");
  expect(await card.reply("@olga:")).toBe(
    `@olga: *Was hangs-thrice restarted?* ${why} The card has the buttons.`,
  );
  expect(card.effects()).toEqual([]);
});

describe("what the agent refuses is told with the way out, and another try offered where it can help", () => {
  test.each([
    [
      "fails-808",
      "[Restart…] [Details]",
      "The agent could not restart: “The remote ngrok agent failed to restart because of an error: fork/exec: no such file”. Look at its log on the device.",
    ],
    [
      "refuses-804",
      "[Details]",
      "The agent cannot be restarted from afar: “This ngrok agent does not support remote restarting: it is disabled by its configuration.” Restart it on its device.",
    ],
    [
      "sdk-01",
      "[Details]",
      "The agent cannot be restarted from afar: “This ngrok agent does not support remote restarting: the agent has not defined a callback for this operation.” Restart it on its device.",
    ],
  ])("%s", async (agent, buttons, why) => {
    const card = await bot.steps.restart(agent);
    expect(await card.reads("was not restarted")).toContain(
      `*${agent} was not restarted.*\n${why} Nothing changed.\n`,
    );
    expect(card.words().split("\n").at(-1)).toBe(buttons);
    expect(await card.reply("@olga:")).toBe(`@olga: *${agent} was not restarted.* ${why} Nothing changed.`);
    expect(await card.reply("Old session")).toContain(`*${agent} was not restarted.* @olga`);
    expect(card.effects()).toEqual([]);
  });
});

test("an agent on Windows is refused in the form, with the way round", async () => {
  await bot.steps.open(`session restart ${bot.world.sessionOf("win-01")}`, "Windows");
  expect(await bot.steps.answer("Windows")).toContain(
    "An agent on Windows cannot be restarted from here. Stop it: its service manager, where it has one, starts it again; without one it stays off.",
  );
});

test("an agent that stays away is told with what is down", async () => {
  const card = await bot.steps.restart("edge-09");
  const why = "No new session after 60 s; 1 URL is down. Check the device; the bot keeps looking.";
  expect(await card.reads("is not back")).toContain(`*edge-09 is not back.*\n${why}\n`);
  await card.reply("@olga:");
  expect(card.thread()).toEqual([
    `*edge-09 is not back.* @olga\n${why}\nOld session \`${card.sessionId}\`\nDown: https://edge-09.devices.example.com`,
    `↗ @olga: *edge-09 is not back.* ${why} The card has the buttons.`,
  ]);
});

test("an agent that never left is not told as away", async () => {
  const card = await bot.steps.restart("ignores");
  const words = await card.reads("is still online");
  expect(words).toContain(
    `*ignores is still online.*\nngrok accepted the restart, but session …${card.sessionId.slice(-6)} has not gone after 60 s.`,
  );
  expect(words).toContain("Restart the agent on its device.");
  expect(await card.reply("Old session")).not.toContain("Down:");
  expect(card.effects()).toEqual([]);
});

test("an agent that leaves while the form is open is refused where it was asked", async () => {
  const { world, steps } = bot;
  const sessionId = world.sessionOf("leaves");
  await steps.open(`session restart ${sessionId}`, sessionId);
  world.ngrok.agents.disconnect("leaves");
  // Past the age at which a list still serves for a decision.
  await world.pass(3000);
  const watched = steps.watchNgrok();
  await steps.submit(sessionId, { Reason: "stuck" });
  expect(await steps.answer("No session online has the id or name")).toContain("stuck");
  expect(watched.writes()).toEqual([]);
});
