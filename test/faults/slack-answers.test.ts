import { describe, expect, test } from "vitest";
import { agentOf, doubled, faults, useBotUnderFaults } from "./method-use.ts";
import { personUses } from "./person-uses.ts";

describe.each(Object.entries(personUses))("%s", (method, use) => {
  const groups = { OPERATORS: "S0OPERATORS", APPROVERS: "S0APPROVERS" };
  const bot = useBotUnderFaults(/^user/.test(method) ? { environment: groups } : {});

  test.each(Object.entries(faults))("meets %s: the person has it, or is told", async (name, fault) => {
    const { slack } = bot.world;
    const met = () => slack.calls.filter((call) => call.method === method && call.fault !== null).length;
    const before = met();
    const isMet = () => met() > before;
    await use({
      bot,
      isMet,
      agent: agentOf(name),
      arm: (times = 1) => slack.faults.add(method, fault, times),
    });
    expect(met()).toBeGreaterThan(before);
    slack.faults.clear();
    expect(doubled(bot)).toEqual([]);
  });
});
