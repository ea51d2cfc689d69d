import { describe, expect, test, vi } from "vitest";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { createBoltLogger, createLogger } from "../../src/logger.ts";
import { createNetwork } from "../../src/network.ts";
import { identifyBot } from "../../src/slack/identify-bot.ts";
import { createBackgroundClient } from "../../src/slack/web-clients.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { calledMethods } from "../support/slack-methods.ts";
import { faults } from "./method-use.ts";
import { personUses } from "./person-uses.ts";
import { publishUses } from "./publish-uses.ts";

describe("auth.test", () => {
  test.each(Object.entries(faults))("meets %s: the start waits, and goes on by itself", async (_, fault) => {
    const slack = await startSlackWorkspace({ clock: systemClock });
    const clock = createManualClock();
    const logger = createLogger({ level: "silent", secrets: [] });
    const { fetch } = createNetwork(null);
    const deps = { slackApiUrl: slack.apiUrl, clock, logger: createBoltLogger(logger), fetch };
    slack.faults.add("auth.test", fault, 3);
    let bot: Awaited<ReturnType<typeof identifyBot>> = null;
    const client = createBackgroundClient(slack.botToken, deps);
    const { signal } = new AbortController();
    const identified = identifyBot({ slack: client, clock, logger, signal }).then((known) => {
      bot = known;
    });
    const advance = async () => {
      await clock.advance(500);
      expect(bot).not.toBeNull();
    };
    await vi.waitFor(advance, { timeout: 10_000, interval: 1 });
    await identified;
    expect(slack.calls.map(({ method }) => method)).toEqual(Array(4).fill("auth.test"));
    await slack.stop();
  });
});

// The checks only read, ask once, and tell each failure as such; their own tests show it.
const isChecking = (path: string) => path.startsWith("src/doctor/");

test("every method that the bot calls is called under every fault", () => {
  const shown = ["auth.test", ...Object.keys(publishUses), ...Object.keys(personUses)];
  expect(shown.filter((method) => method !== "response_url").sort()).toEqual(
    calledMethods((path) => !isChecking(path)),
  );
});
