import { webApi } from "@slack/bolt";
import { expect, test } from "vitest";
import { startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { createLogger } from "../../src/logger.ts";
import { identifyBot } from "../../src/slack/identify-bot.ts";
import { createManualClock } from "../support/manual-clock.ts";

test("a stop ends the question at once, though Slack does not answer it", async () => {
  const slack = await startSlackWorkspace({ clock: systemClock });
  slack.faults.add("auth.test", { kind: "hang" });
  const stopping = new AbortController();
  const identified = identifyBot({
    slack: new webApi.WebClient(slack.botToken, { slackApiUrl: slack.apiUrl }),
    clock: createManualClock(),
    logger: createLogger({ level: "silent", secrets: [] }),
    signal: stopping.signal,
  });
  stopping.abort();
  expect(await identified).toBeNull();
  await slack.stop();
});
