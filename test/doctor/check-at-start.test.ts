import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { parseConfig } from "../../src/config.ts";
import { checkAtStart } from "../../src/doctor/check-at-start.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { createBotWorld } from "../support/bot-world.ts";
import { createManualClock } from "../support/manual-clock.ts";

async function aStart(environment: Record<string, string> = {}) {
  const world = await createBotWorld(environment);
  onTestFinished(() => world.end());
  const said = (msg: string) => world.logged.filter((line) => line.msg === msg);
  return { ...world, said };
}

test("a bot that starts with all well says so in one line", async () => {
  const { until, said } = await aStart({ APPROVALS_CHANNEL: "C0FLEET001", ANNOUNCE_CHANNEL: "C0ANNOUNCE" });
  await until(() => said("Nothing is to be set right").length === 1, "the checks");
  expect(said("Something is to be set right")).toEqual([]);
});

test("what is to be set right is one warning each, with what to do, and the bot works all the same", async () => {
  const { until, said, slack, reads } = await aStart({
    OPERATORS: "",
    APPROVERS: "S0NOBODY01",
    APPROVALS_CHANNEL: "C0RANDOM01",
    CHANNELS: "C0FLEET001,C0NOWHERE",
  });
  await until(() => said("Something is to be set right").length === 4, "the warnings");
  const warnings = said("Something is to be set right");
  expect(warnings.map(({ check }) => check)).toEqual(["roles", "APPROVERS", "APPROVALS_CHANNEL", "CHANNELS"]);
  for (const { level, found, todo } of warnings) {
    expect({ level, found, todo }).toEqual({
      level: 40,
      found: expect.stringMatching(/\w/),
      todo: [expect.stringMatching(/\w/)],
    });
  }
  await slack.person("olga").command("#fleet", "help");
  await reads("Slack id `U0OLGA0001`");
});

test("a Slack that does not answer the checks neither delays nor fails the start", async () => {
  const { slack, said, pass, bootBot, stopBot, errors } = await aStart({ APPROVALS_CHANNEL: "C0FLEET001" });
  await stopBot();
  slack.faults.add("conversations.info", { kind: "hang" }, 100);
  await bootBot();
  expect(slack.connections).toBeGreaterThan(0);
  await pass(20_000);
  expect(said("Something is to be set right").map(({ check }) => check)).toContain("APPROVALS_CHANNEL");
  expect(errors()).toEqual([]);
});

test("of long lists so many are asked about that Slack's limits have room, and the rest is counted", async () => {
  const some = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, "0")}`);
  const { said, slack } = await aStart({
    OPERATORS: [...some("S0GROUP", 8), ...some("U0PERSON", 12)].join(","),
    APPROVERS: some("U0PERSON", 30).join(","),
    CHANNELS: some("C0NOWHERE", 26).join(","),
  });
  // Without moving the clock, which could outrun the checks.
  await expect.poll(() => said("Something is to be set right").length, { timeout: 10_000 }).toBe(3);
  const asked = (method: string) => slack.calls.filter((call) => call.method === method).length;
  expect(asked("usergroups.users.list")).toBe(5);
  expect(asked("users.info")).toBe(15);
  expect(asked("conversations.info")).toBe(20);
  const [operators, approvers, channels] = said("Something is to be set right").map(({ found }) => found);
  expect(operators).toMatch(/^3 more were not asked about/);
  expect(approvers).toMatch(/^15 more were not asked about/);
  expect(channels).toMatch(/^6 more were not asked about/);
});

const channels = { CHANNELS: "C0FLEET001,C0ANNOUNCE" };

test("a stop ends the checks at once, though Slack does not answer them, and they say nothing", async () => {
  const sandbox = await startSandbox({ clock: systemClock });
  onTestFinished(() => sandbox.stop());
  const { slack } = sandbox;
  slack.faults.add("conversations.info", { kind: "hang" }, 100);
  const lines: string[] = [];
  const logger = createLogger({ level: "debug", secrets: [], out: { write: (line) => lines.push(line) } });
  const stopping = new AbortController();
  const ended = checkAtStart({
    config: parseConfig({ ...sandbox.environment(), ...channels }),
    // By which no limit is ever reached.
    clock: createManualClock(),
    logger,
    boltLogger: createBoltLogger(logger),
    network: createNetwork(null),
    signal: stopping.signal,
  });
  const lookups = () => slack.calls.filter(({ method }) => method === "conversations.info").length;
  await slack.waitFor(() => lookups() > 0, "the look at a channel");
  lines.splice(0);
  stopping.abort();
  await ended;
  expect(lines).toEqual([]);
});

test("a bot that is stopped during its checks asks Slack about nothing more", async () => {
  const { slack, said, until, bootBot, stopBot } = await aStart(channels);
  await until(() => said("Nothing is to be set right").length === 1, "the checks of the first start");
  await stopBot();
  const lookups = () => slack.calls.filter(({ method }) => method === "conversations.info").length;
  const before = lookups();
  slack.faults.add("conversations.info", { kind: "slow", delayMs: 300 }, 100);
  await bootBot();
  await slack.waitFor(() => lookups() === before + 1, "the look at the first channel");
  await stopBot();
  await slack.waitFor(() => slack.inFlight === 0, "its answer");
  // Long enough for another question to be on its way.
  for (let asked = 0; asked < 20; asked += 1) await fetch(slack.apiUrl);
  expect(lookups()).toBe(before + 1);
  expect(said("Nothing is to be set right")).toHaveLength(1);
});
