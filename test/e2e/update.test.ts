import { afterEach, beforeEach, expect, test } from "vitest";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

let world: BotWorld;
beforeEach(async () => {
  world = await createBotWorld();
});
afterEach(() => world.end());

async function askForUpdate(agent: string) {
  const olga = world.slack.person("olga");
  await olga.command("#fleet", `session update ${world.sessionOf(agent)}`);
  await world.modal(agent);
  await olga.fill({ Reason: "security fix" });
  await olga.submit();
  await world.message(`Update ${agent}?`);
}

async function press(name: "olga" | "ada" | "ben", actionId: string, shows: string) {
  const message = await world.message(shows, name);
  return world.slack.person(name).click({ message, actionId });
}

test("an update goes from the command to the new session id in the thread", async () => {
  const oldId = world.sessionOf("edge-07");
  await askForUpdate("edge-07");
  await press("ada", "card-approve", "Update edge-07?");
  await world.reads("edge-07 restarts at");
  const report = await world.reads(/is back[\s\S]*Old session/);

  const newId = world.sessionOf("edge-07");
  expect(newId).not.toBe(oldId);
  expect(report).toContain(newId);
  expect(report).toContain(oldId);
  expect(report).toContain("3.19.0 → 3.22.1");
  expect(report).toContain("2 of 2 URLs are back");
  expect(world.slack.problems).toEqual([]);
});

test("two approvals at once make one update, and the second is told who was first", async () => {
  await askForUpdate("edge-07");
  await Promise.all([
    press("ada", "card-approve", "Update edge-07?"),
    press("ben", "card-approve", "Update edge-07?"),
  ]);
  await world.reads("restarts at");
  const told = await Promise.any([world.reads("was first", "ada"), world.reads("was first", "ben")]);
  expect(told).toMatch(/@(ada|ben)/);
  expect(world.commands("update")).toHaveLength(1);
});

test("a bot that was stopped in the wait ends it with one restart, one card and one report", async () => {
  await askForUpdate("edge-07");
  await press("ben", "card-approve", "Update edge-07?");
  await world.reads("restarts at");
  await world.stopBot();
  await world.clock.advance(60_000);
  await world.bootBot();
  await world.reads(/is back[\s\S]*Old session/);
  expect(world.commands("restart")).toHaveLength(1);
  expect(world.slack.person("olga").messages("#fleet")).toHaveLength(2);
});
