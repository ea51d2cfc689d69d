import { describe, expect, test } from "vitest";
import { agentOf, doubled, faults, useBotUnderFaults } from "../faults/method-use.ts";
import { publishUses } from "../faults/publish-uses.ts";

describe.each(Object.entries(publishUses))("%s", (method, use) => {
  const bot = useBotUnderFaults();

  test.each(Object.entries(faults))("meets %s: it is done once, and shown once", async (name, fault) => {
    const { slack } = bot.world;
    const met = () => slack.calls.filter((call) => call.method === method && call.fault !== null).length;
    const before = met();
    const isMet = () => met() > before;
    await use({
      isMet,
      bot,
      agent: agentOf(name),
      arm: (times = 1) => slack.faults.add(method, fault, times),
    });
    expect(met()).toBeGreaterThan(before);
    expect(slack.faults.list()).toEqual([]);
    expect(doubled(bot)).toEqual([]);
  });
});
