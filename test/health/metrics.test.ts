import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSteps, type Steps } from "../support/e2e-steps.ts";
import { createHealthWorld, readMetrics } from "./health-world.ts";

let world: Awaited<ReturnType<typeof createHealthWorld>>;
let steps: Steps;
beforeAll(async () => {
  world = await createHealthWorld();
  steps = createSteps(world);
  const card = await steps.update("edge-07");
  await card.reads("edge-07 is back");
  await card.reply("Back:");
});
afterAll(async () => {
  await world.end();
  expect(world.errors()).toEqual([]);
});

describe("after an update by two people the metrics tell", () => {
  test("what ngrok was asked, and how it answered", async () => {
    const { sum } = await world.scrape();
    for (const command of ["update", "restart"]) {
      const call = `POST /tunnel_sessions/:id/${command}`;
      expect(sum("ngrok_chatops_ngrok_requests_total", { call, result: "ok" })).toBe(1);
      expect(sum("ngrok_chatops_ngrok_request_seconds", { call })).toBe(1);
    }
    const sent = sum("ngrok_chatops_ngrok_requests_total");
    expect(sent).toBe(world.ngrok.calls.length);
  });

  test("what Slack was asked, and that both sockets are up", async () => {
    const { sum } = await world.scrape();
    const posts = world.slack.calls.filter(({ method }) => method === "chat.postMessage");
    expect(posts.length).toBeGreaterThan(1);
    expect(sum("ngrok_chatops_slack_calls_total", { method: "chat.postMessage", result: "ok" })).toBe(
      posts.length,
    );
    expect(sum("ngrok_chatops_slack_calls_total", { method: "apps.connections.open" })).toBe(2);
    expect(sum("ngrok_chatops_slack_sockets")).toBe(2);
  });

  test("what people did, and how soon it was acked", async () => {
    const { sum } = await world.scrape();
    const done = (kind: string, result: string) => sum("ngrok_chatops_interactions_total", { kind, result });
    expect(done("command", "answered")).toBe(1);
    expect(done("form", "answered")).toBeGreaterThanOrEqual(1);
    expect(done("action", "answered")).toBe(1);
    expect(sum("ngrok_chatops_interaction_ack_seconds", { kind: "action" })).toBe(1);
    await world.slack.person("otto").command("#fleet", "session update nothing");
    await world.until(() => world.slack.person("otto").modal(), "Otto's denial");
    expect((await world.scrape()).sum("ngrok_chatops_interactions_total", { result: "failed" })).toBe(0);
  });

  test("which states the operation came into, and how long it stayed", async () => {
    const { sum } = await world.scrape();
    const kind = "session-update";
    for (const state of ["requested", "awaiting-approval", "scheduled", "updating", "waiting", "succeeded"]) {
      expect([state, sum("ngrok_chatops_operation_transitions_total", { kind, state })]).toEqual([state, 1]);
    }
    const waited = await world.ask("/metrics").then((answer) => answer.text());
    const line = /operation_state_seconds_sum\{kind="session-update",state="waiting"\} (\S+)/.exec(
      waited,
    )?.[1];
    expect(Number(line)).toBeGreaterThanOrEqual(30);
    expect(Number(line)).toBeLessThan(60);
  });

  test("that Slack shows all that is recorded", async () => {
    const { sum } = await world.scrape();
    expect(sum("ngrok_chatops_cards_behind")).toBe(0);
    expect(sum("ngrok_chatops_card_lag_seconds")).toBe(0);
    expect(sum("ngrok_chatops_card_shown_seconds")).toBeGreaterThan(3);
    expect(sum("ngrok_chatops_database_up")).toBe(1);
  });
});

test("what is open is counted by kind and state, and how long it is so", async () => {
  await steps.askForUpdate("edge-10");
  await world.pass(600_000);
  const { sum } = await world.scrape();
  const labels = { kind: "session-update", state: "awaiting-approval" };
  expect(sum("ngrok_chatops_operations", labels)).toBe(1);
  expect(sum("ngrok_chatops_operations")).toBe(1);
  expect(sum("ngrok_chatops_operation_oldest_seconds", labels)).toBeGreaterThanOrEqual(600);
  expect(sum("ngrok_chatops_operation_oldest_seconds", labels)).toBeLessThan(660);
});

test("requests to ngrok are taken off what is left, and come back after a minute", async () => {
  await world.pass(120_000);
  const { sum } = await world.scrape();
  const before = sum("ngrok_chatops_ngrok_requests_left");
  const from = world.ngrok.calls.length;
  await world.slack.person("olga").command("#fleet", "ingresses");
  await world.until(() => world.ngrok.calls.length > from, "a look at ngrok");
  const after = (await world.scrape()).sum("ngrok_chatops_ngrok_requests_left");
  expect(before - after).toBe(world.ngrok.calls.length - from);
  await world.pass(70_000);
  expect((await world.scrape()).sum("ngrok_chatops_ngrok_requests_left")).toBe(100);
});

test("cards that Slack does not take are told with their lag", async () => {
  const away = world.slack.faults.add("chat.postMessage", { kind: "status", status: 503 }, 1000);
  const olga = world.slack.person("olga");
  await steps.open(`session restart ${world.sessionOf("edge-01")}`, "edge-01");
  await olga.submit();
  await world.pass(30_000);
  const { sum } = await world.scrape();
  expect(sum("ngrok_chatops_cards_behind")).toBe(1);
  expect(sum("ngrok_chatops_card_lag_seconds")).toBeGreaterThanOrEqual(20);
  expect(
    sum("ngrok_chatops_slack_calls_total", { method: "chat.postMessage", result: "failed" }),
  ).toBeGreaterThan(1);
  away();
  await world.pass(60_000);
  expect((await world.scrape()).sum("ngrok_chatops_cards_behind")).toBe(0);
});

test("two scrapes at once are both answered in full", async () => {
  await world.pass(20_000);
  const texts = await Promise.all([1, 2].map(() => world.ask("/metrics").then((answer) => answer.text())));
  const [one, two] = texts.map((text) => readMetrics(text));
  expect(one?.sum("ngrok_chatops_operations")).toBe(1);
  expect(two?.sum("ngrok_chatops_operations")).toBe(1);
  expect(texts[0]).toContain('ngrok_chatops_build_info{version="');
});

test("no id and no name is a label, and each label has few values", async () => {
  const { names, samples } = await world.scrape();
  const values = names
    .filter((name) => name.startsWith("ngrok_chatops_"))
    .flatMap((name) => samples(name).flatMap(({ labels }) => Object.values(labels)));
  const { people, channels } = world.slack;
  const ids = [...Object.values(people), ...Object.values(channels)].map(({ id }) => id);
  for (const value of values) {
    expect(value).not.toMatch(/ts_|op_|agin_|edge-/);
    expect(ids).not.toContain(value);
  }
  expect(new Set(values).size).toBeLessThan(80);
});

test("the table of docs/operations.md names each metric, and no other", async () => {
  const { names } = await world.scrape();
  const page = readFileSync("docs/operations.md", "utf8");
  const named = [...page.matchAll(/^\| `(ngrok_chatops_\w+)/gm)].map(([, name]) => name);
  expect([...named].sort()).toEqual(names.filter((name) => name.startsWith("ngrok_chatops_")).sort());
});
