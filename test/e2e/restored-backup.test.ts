import { copyFileSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";
import { createSteps, type Steps } from "../support/e2e-steps.ts";

const MINUTE_MS = 60_000;

let environment: Record<string, string>;
let world: BotWorld;
let steps: Steps;
beforeEach(async () => {
  environment = { ADMINS: "S0APPROVERS" };
  world = await createBotWorld(environment);
  steps = createSteps(world);
});
afterEach(async () => {
  const { slack } = world;
  await world.end();
  expect(slack.problems).toEqual([]);
  expect(world.errors()).toEqual([]);
});

/** While the bot is at work, as docs/operations.md tells it. */
function backUp(): string {
  const backup = `${world.databaseFile}.backup`;
  const database = new DatabaseSync(world.databaseFile, { readOnly: true });
  database.exec(`vacuum into '${backup}'`);
  database.close();
  return backup;
}

async function restore(backup: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"]) rmSync(`${world.databaseFile}${end}`, { force: true });
  copyFileSync(backup, world.databaseFile);
  await world.bootBot();
}

/** An update of edge-07 at a chosen time, five minutes from now. */
function askForLater() {
  const olga = world.slack.person("olga");
  const sessionId = world.sessionOf("edge-07");
  return steps.newCard(async () => {
    await olga.command("#fleet", `session update ${sessionId}`);
    await world.modal(sessionId);
    await olga.fill({ Reason: "security fix", When: "Update and restart at a chosen time" });
    await world.modal("In your time zone");
    await olga.fill({ at: new Date(Math.ceil(world.clock.now().getTime() / MINUTE_MS + 5) * MINUTE_MS) });
    await olga.submit();
    await steps.answer("Asked");
  }, sessionId);
}

describe("a backup from the wait of an update, restored", () => {
  test("after the report makes no call again, and reports a second time", async () => {
    const card = await steps.update("edge-07");
    await card.reads("restarts at");
    const backup = backUp();
    await card.reads("is back");
    await card.reply("Back:");
    await world.stopBot();
    await restore(backup);
    const isReport = (words = "") => words.includes(`New session \`${world.sessionOf("edge-07")}\``);
    await world.until(() => card.thread().length === 2 && isReport(card.thread()[1]), "a second report");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("after RESTART_LATEST_MINUTES asks a person, though the restart was run", async () => {
    const card = await steps.update("edge-07");
    await card.reads("restarts at");
    const backup = backUp();
    await card.reads("is back");
    await world.stopBot();
    await world.clock.advance(40 * MINUTE_MS);
    await restore(backup);
    expect(await card.reads("was due 40 min ago")).toContain("[Leave it]");
    await world.pass(MINUTE_MS);
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("knows of no cancellation that came after it, and restarts the agent", async () => {
    const card = await steps.update("edge-07");
    await card.reads("restarts at");
    const backup = backUp();
    await card.press("olga", "Cancel restart");
    await card.reads("cancelled");
    await world.stopBot();
    await restore(backup);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("by a bot without operators and approvers runs nothing, and an admin can freeze it", async () => {
    const card = await steps.update("edge-07");
    await card.reads("restarts at");
    const restart = await steps.restart("edge-01");
    const backup = backUp();
    await card.press("olga", "Cancel restart");
    await card.reads("cancelled");
    await restart.reads("is back");
    await world.stopBot();
    Object.assign(environment, { OPERATORS: "", APPROVERS: "" });
    await restore(backup);
    expect(await card.reads("was not run")).toContain("may not approve any more");
    expect(card.effects()).toEqual(["update-started"]);
    await world.slack.person("ada").command("#fleet", "freeze restored");
    await world.reads("All changes are frozen", "ada");
    await world.stopBot();
    Object.assign(environment, { OPERATORS: "S0OPERATORS", APPROVERS: "S0APPROVERS" });
    await world.bootBot();
    await world.pass(2 * MINUTE_MS);
    expect(card.effects()).toEqual(["update-started"]);
    expect(restart.effects()).toEqual(["restart-begun"]);
  });
});

describe("a backup that is restored", () => {
  test("runs at its time what was cancelled since", async () => {
    const card = await askForLater();
    await card.press("ada", "Approve");
    await card.reads("will be updated at");
    const backup = backUp();
    await card.press("olga", "Cancel");
    await card.reads("cancelled");
    await world.stopBot();
    await restore(backup);
    await card.reads("is back");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("sends an update once more that was sent since; the agent refuses it, and is not restarted", async () => {
    const card = await askForLater();
    await card.press("ada", "Approve");
    await card.reads("will be updated at");
    const backup = backUp();
    await card.reads("restarts at");
    await world.stopBot();
    await restore(backup);
    await card.reads("edge-07 was not updated.");
    await world.pass(MINUTE_MS);
    expect(card.calls()).toEqual(["update 204", "update 400"]);
    expect(card.effects()).toEqual(["update-started"]);
  });

  test("asks again for an approval that was given, and then finds another session and runs nothing", async () => {
    const card = await steps.askForUpdate("edge-07");
    const asked = card.message();
    const backup = backUp();
    await card.press("ada", "Approve");
    await card.reads("is back");
    await world.stopBot();
    await restore(backup);
    await card.press("ada", "Approve", asked);
    await card.reads("edge-07 changed, so nothing was run.");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("says of a later change that it has no record of it, and knows of no later freeze", async () => {
    const backup = backUp();
    const card = await steps.askForUpdate("edge-07");
    await world.slack.person("ada").command("#fleet", "freeze");
    await world.reads("All changes are frozen", "ada");
    await world.stopBot();
    await restore(backup);
    await card.press("ada", "Approve");
    await steps.told("ada", "There is no record of this change.");
    await (await steps.update("edge-02")).reads("is back");
  });
});
