import { expect, onTestFinished, test } from "vitest";
import { createTrafficLog } from "../../../sandbox/demo/traffic-log.ts";
import type { Observe } from "../../../sandbox/observe.ts";
import { app } from "../../../sandbox/slack/directory.ts";
import { systemClock } from "../../../src/clock.ts";
import { createBotWorld } from "../../support/bot-world.ts";
import { createSteps } from "../../support/e2e-steps.ts";

test("a whole update is told from the command to the report, and leaves no secret in the log", async () => {
  const secrets: string[] = [];
  const log = createTrafficLog({ clock: systemClock, secrets: () => secrets });
  const tickets = new Set<string>();
  /** Beside the log: what really went over the wires. */
  const observe: Observe = (saying) => {
    const note = (body: unknown) => {
      const text = JSON.stringify(body) ?? "";
      for (const [ticket] of text.matchAll(/\d+\.[0-9a-f]{32}|(?<=\/response\/|ticket=)[\w-]+/g)) {
        tickets.add(ticket);
      }
    };
    note(saying.body);
    const met = log.observe(saying);
    return (outcome) => {
      note(outcome.body);
      met(outcome);
    };
  };
  const world = await createBotWorld({}, observe);
  onTestFinished(() => world.end());
  const { slack, ngrok } = world;
  const known = [slack.botToken, slack.appToken, ngrok.apiKey, app.verificationToken];
  secrets.push(...known);

  const card = await createSteps(world).update("edge-07");
  await card.reads("is back");

  const entries = [...log.entries()];
  const all = entries.map((entry) => JSON.stringify([entry, log.bodies(entry.number)])).join("\n");
  // Two sockets, a command, an action and a submission have each had theirs.
  expect(tickets.size).toBeGreaterThan(4);
  for (const secret of [...known, ...tickets]) expect(all).not.toContain(secret);
  const told = entries.map(({ from, to, what }) => `${from} → ${to} ${what}`);
  expect(told).toEqual(
    expect.arrayContaining([
      "bot → slack socket opens",
      expect.stringMatching(/^slack → bot slash_commands \/ngrok session update ts_/),
      "bot → slack views.open",
      expect.stringMatching(/^slack → bot interactive view_submission \S/),
      "bot → slack chat.postMessage",
      expect.stringMatching(/^slack → bot interactive block_actions \S/),
      `bot → ngrok POST /tunnel_sessions/${card.sessionId}/update`,
      `bot → ngrok POST /tunnel_sessions/${card.sessionId}/restart`,
    ]),
  );
});
