import { webApi } from "@slack/bolt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SlackWorkspace, startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import type { Outsider } from "../../src/access.ts";
import { systemClock } from "../../src/clock.ts";
import { createOutsiders } from "../../src/slack/outsiders.ts";

let slack: SlackWorkspace;
let outsiderOf: (userId: string) => Promise<Outsider | null>;
beforeAll(async () => {
  slack = await startSlackWorkspace({ clock: systemClock, outsiders: true });
  outsiderOf = createOutsiders(client());
});
afterAll(() => slack.stop());

function client(): webApi.WebClient {
  return new webApi.WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

test.each([
  ["otto", null],
  ["gus", "guest"],
  ["una", "guest"],
  ["stella", "stranger"],
  ["dora", "gone"],
  ["robo", "bot"],
  ["greta", null],
  ["sven", "stranger"],
] as const)("%s is %s", async (name, outsider) => {
  expect(await outsiderOf(slack.people[name].id)).toBe(outsider);
});

test("Slack's own voice is a bot, though Slack calls it none", async () => {
  expect(await outsiderOf("USLACKBOT")).toBe("bot");
  expect(await outsiderOf(slack.botUserId)).toBe("bot");
});

test("whom Slack does not know, or not show, is a stranger; what else it refuses is no answer", async () => {
  expect(await outsiderOf("U0NOBODY01")).toBe("stranger");
  slack.faults.add("users.info", { kind: "error", error: "user_not_visible" });
  expect(await outsiderOf(slack.people.otto.id)).toBe("stranger");
  slack.faults.add("users.info", { kind: "error", error: "missing_scope" });
  await expect(outsiderOf(slack.people.otto.id)).rejects.toThrow("missing_scope");
  slack.faults.add("users.info", { kind: "rate-limit", retryAfterSeconds: 1 });
  await expect(outsiderOf(slack.people.otto.id)).rejects.toThrow();
});

test("the own workspace is asked for once, and again after a failure", async () => {
  const fresh = createOutsiders(client());
  const asked = () => slack.calls.filter(({ method }) => method === "auth.test").length;
  const before = asked();
  slack.faults.add("auth.test", { kind: "status", status: 500 });
  await expect(fresh(slack.people.otto.id)).rejects.toThrow();
  expect(await fresh(slack.people.otto.id)).toBeNull();
  expect(await fresh(slack.people.gus.id)).toBe("guest");
  expect(asked() - before).toBe(2);
});
