import { afterAll, beforeAll, expect, test } from "vitest";
import { createHealthWorld } from "./health-world.ts";

let world: Awaited<ReturnType<typeof createHealthWorld>>;
beforeAll(async () => {
  world = await createHealthWorld();
});
afterAll(() => world.end());

async function counted(labels: Record<string, string> = {}) {
  const { sum } = await world.scrape();
  return sum("ngrok_chatops_slack_calls_total", { method: "response_url", ...labels });
}

const ask = () => world.slack.person("olga").command("#fleet", "open");

test("an answer through a response_url is counted and timed as a method of its own", async () => {
  await ask();
  await expect.poll(() => counted({ result: "ok" })).toBe(1);
  expect(await counted()).toBe(1);
  const { sum, samples } = await world.scrape();
  expect(sum("ngrok_chatops_slack_call_seconds", { method: "response_url" })).toBe(1);
  const methods = samples("ngrok_chatops_slack_calls_total").map(({ labels }) => labels.method);
  expect(methods.join()).not.toContain("/");
});

test.each([
  ["rate-limited", { kind: "rate-limit", retryAfterSeconds: 30 }],
  ["failed", { kind: "page" }],
  ["failed", { kind: "status", status: 500 }],
  ["refused", { kind: "status", status: 404 }],
  ["no-answer", { kind: "drop-before" }],
] as const)("one that is %s is counted as that (%j)", async (result, fault) => {
  const before = await counted({ result });
  world.slack.faults.add("response_url", fault);
  await ask();
  await expect.poll(() => counted({ result })).toBe(before + 1);
});
