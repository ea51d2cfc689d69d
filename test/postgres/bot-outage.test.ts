import { expect, onTestFinished, test } from "vitest";
import { createDatabase } from "./a-database.ts";
import { createBotsWorld } from "./bots-world.ts";
import { openBreakableWay } from "./breakable-way.ts";

test("a PostgreSQL that goes away in the wait costs time and nothing else; clicks meanwhile are answered in words", async () => {
  const database = await createDatabase();
  const way = await openBreakableWay(database.url);
  const world = await createBotsWorld([way.url]);
  onTestFinished(async () => {
    await world.end();
    await way.end();
    await database.drop();
  });
  const { steps, slack } = world;
  const card = await steps.update("edge-07");
  await card.reads("restarts at");
  const seen = card.message("ada");

  way.close();
  await slack.person("olga").command("#fleet", "open");
  await steps.told("olga", "cannot reach its record just now");
  await card.press("ada", "Cancel restart", seen);
  await steps.told("ada", "It runs only changes that are recorded.");
  expect(card.effects()).toEqual(["update-started"]);
  way.open();

  await card.reads("edge-07 is back");
  await card.reply("Back:");
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  expect(card.thread()).toHaveLength(1);
  expect(slack.problems).toEqual([]);
});
