import { expect, onTestFinished, test } from "vitest";
import { createBotWorld } from "../support/bot-world.ts";

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
