import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/ngrok/faults.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  environment: { RECONNECT_TIMEOUT_SECONDS: "60", OPERATORS: "U0OLGA0001,U0ADA00001" },
  agents: {
    plain: {},
    "fails-807": { failStop: "device or resource busy" },
    "refuses-805": { refuseStop: "it is disabled by its configuration" },
    hangs: {},
    "hangs-but-stops": {},
    "html-502": {},
    "hangs-thrice": {},
    ignores: { ignoreStop: true },
    "no-sight": { ignoreStop: true },
    "asked-for": {},
    "in-its-wait": {},
    "taken-meanwhile": {},
    "under-way": { leaveAfterMs: 40_000 },
  },
});

const POST_STOP = { method: "POST", path: "/tunnel_sessions/*/stop" } as const;

test("a stop says what went down and how it comes back, and notifies nobody", async () => {
  const card = await bot.steps.stop("plain");
  expect(await card.reads("is stopped")).toBe(
    `*plain is stopped.*\nSession …${card.sessionId.slice(-6)} is offline. 1 URL went down. It comes back once somebody, or its service manager, starts it on its device.\nAsked by @olga\n[Details]`,
  );
  expect(card.thread()).toEqual([]);
  expect(card.effects()).toEqual(["stop-begun"]);
});

describe("what the agent refuses is told with the way out", () => {
  test.each([
    [
      "fails-807",
      "The agent could not stop: “The remote ngrok agent failed to stop because of an error: device or resource busy”. Look at its log on the device.",
    ],
    [
      "refuses-805",
      "The agent cannot be stopped from afar: “This ngrok agent does not support remote stopping: it is disabled by its configuration.” Stop it on its device.",
    ],
  ])("%s", async (agent, why) => {
    const card = await bot.steps.stop(agent);
    expect(await card.reads("was not stopped")).toBe(
      `*${agent} was not stopped.*\n${why} Nothing changed.\nAsked by @olga\n[Details]`,
    );
    await card.reply("@olga");
    expect(card.thread()).toEqual([`@olga: *${agent} was not stopped.* ${why} Nothing changed.`]);
    expect(card.calls()).toEqual(["stop 400"]);
    expect(card.effects()).toEqual([]);
  });
});

describe("an answer that is lost is looked up, and the stop is repeated only where it did not happen", () => {
  test.each<[string, Fault | null, string[]]>([
    ["edge-10", null, ["stop 502"]],
    ["hangs", { ...POST_STOP, action: "hang" }, ["stop hang", "stop 204"]],
    ["hangs-but-stops", { ...POST_STOP, action: "hang", executed: true }, ["stop hang"]],
    ["html-502", { ...POST_STOP, action: "html-502" }, ["stop 502", "stop 204"]],
  ])("%s", async (agent, fault, calls) => {
    if (fault) bot.world.ngrok.faults.add(fault);
    const card = await bot.steps.stop(agent);
    await card.reads(`*${agent} is stopped.*`);
    expect(card.calls()).toEqual(calls);
    expect(card.effects()).toEqual(["stop-begun"]);
  });
});

test("three calls without an answer, and the session still there: a person looks", async () => {
  bot.world.ngrok.faults.add({ ...POST_STOP, action: "hang", times: 3 });
  const card = await bot.steps.stop("hangs-thrice");
  const why =
    "ngrok did not answer in time, so the outcome is unknown. Check with `/ngrok sessions` before you ask for the stop again.";
  expect(await card.reads("Was")).toContain(`*Was hangs-thrice stopped?*\n${why}\n`);
  await card.reply("@olga");
  expect(card.thread()).toEqual([`↗ @olga: *Was hangs-thrice stopped?* ${why} The card has the buttons.`]);
  expect(card.effects()).toEqual([]);
});

test("a stop without effect is told as such, and Look again sees when it is gone after all", async () => {
  const { world, steps } = bot;
  const card = await steps.stop("ignores");
  const why = `ngrok accepted the stop, but session …${card.sessionId.slice(-6)} has not gone after 60 s. Stop the agent on its device.`;
  expect(await card.reads("is still online")).toContain(`*ignores is still online.*\n${why}\n`);
  await card.reply("@olga");
  expect(card.thread()).toEqual([`↗ @olga: *ignores is still online.* ${why} The card has the buttons.`]);
  world.ngrok.agents.disconnect("ignores");
  await card.press("olga", "Look again");
  expect(await card.reads("is stopped")).toContain("*ignores is stopped.*\nIt went offline late.\n");
  expect(await steps.told("olga", "ignores is stopped")).toBe("*ignores is stopped.* It went offline late.");
});

test("a stop that was accepted is not told as perhaps never made where ngrok is away then", async () => {
  const card = await bot.steps.stop("no-sight");
  await bot.world.until(() => card.calls().includes("stop 204"), "the stop");
  bot.world.ngrok.faults.add({ method: "GET", path: "/**", action: "html-502", times: "always" });
  const words = await card.reads("Is no-sight stopped?");
  bot.world.ngrok.faults.clear();
  expect(words).toContain(
    "It was told to stop, and ngrok could not be asked since. ngrok has a problem of its own",
  );
});

describe("a stop takes what is waiting for the session with it", () => {
  test("an update that awaits approval is cancelled, and both cards say so", async () => {
    const update = await bot.steps.askForUpdate("asked-for");
    const stop = await bot.steps.stop("asked-for");
    await stop.reads("*asked-for is stopped.*");
    expect(await update.reads("cancelled")).toBe(
      "*Update of asked-for cancelled by @olga.*\nA stop was asked for instead. Nothing changed.\nAsked by @olga: “security fix”\n[Details]",
    );
    await update.press("ada", "Details");
    expect(stop.calls()).toEqual(["stop 204"]);
  });

  test("a restart in its wait is cancelled, and the form has said so before", async () => {
    const { steps, world } = bot;
    const update = await steps.update("in-its-wait");
    await update.reads("restarts at");
    await steps.open(`session stop ${update.sessionId}`, "This cancels what is waiting.");
    const stop = await steps.newCard(() => world.slack.person("olga").submit(), update.sessionId);
    await stop.reads("*in-its-wait is stopped.*");
    await steps.answer("Recorded");
    expect(await update.reads("cancelled")).toContain(
      "*Restart of in-its-wait cancelled by @olga.*\nA stop was asked for instead.",
    );
    expect(update.words()).not.toContain("[Restart…]");
    expect(world.commands("restart")).toEqual([]);
  });

  test("what somebody asked while the form was open is shown before it is cancelled", async () => {
    const { steps, world } = bot;
    const sessionId = world.sessionOf("taken-meanwhile");
    await steps.open(`session stop ${sessionId}`, "taken-meanwhile");
    const update = await steps.newCard(async () => {
      await world.slack.person("ada").command("#fleet", `session update ${sessionId}`);
      await steps.submit(sessionId, { Reason: "security fix" }, "ada");
    }, sessionId);
    await steps.submit("taken-meanwhile", { Reason: "noisy" });
    const form = world.slack.renderText(await world.modal("Look again"));
    expect(form).toContain("*Look again:* this stop would now cancel something else.");
    expect(form).toContain("*This cancels what is waiting.* Update of taken-meanwhile, asked by @ada");
    expect(form).toContain("noisy");
    expect(update.words()).toContain("[Approve]");
    const stop = await steps.newCard(() => world.slack.person("olga").submit(), sessionId);
    await stop.reads("*taken-meanwhile is stopped.*");
    expect(await update.reads("cancelled")).toContain("A stop was asked for instead.");
  });
});

test("a session whose restart is under way cannot be stopped, and who was first is named", async () => {
  const { steps } = bot;
  const restart = await steps.restart("under-way");
  await restart.reads("Looking for its new session");
  await steps.open(`session stop ${restart.sessionId}`, "@olga was first.");
  expect(await steps.answer("@olga was first.")).toMatch(
    /\*@olga was first\.\* Restart of under-way, asked .* It is being confirmed\. See its card/,
  );
  await restart.reads("is back");
  expect(restart.calls()).toEqual(["restart 204"]);
});
