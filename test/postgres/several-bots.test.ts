import { beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { createBotsWorld } from "./bots-world.ts";

let database: TestDatabase;
let world: Awaited<ReturnType<typeof createBotsWorld>>;

beforeEach(async () => {
  database = await createDatabase();
  world = await createBotsWorld([database.url, database.url, database.url]);
  return async () => {
    await world.end();
    expect(world.slack.problems).toEqual([]);
    await database.drop();
  };
});

describe("three bots on one database, in front of one Slack", () => {
  test("an update is one update, one restart, one card and one report, wherever the clicks land", async () => {
    const { steps, posts } = world;
    const cards = [];
    for (const agent of ["till-1", "till-2", "till-3"]) {
      const endpoints = [{ url: `https://${agent}.example.com` }];
      world.ngrok.agents.add({ name: agent, endpoints, startedAgoMs: 60 * 60_000 });
      cards.push({ agent, card: await steps.update(agent) });
    }

    for (const { agent, card } of cards) {
      await card.reads(`${agent} is back`);
      await card.reply("Back:");
      expect(card.effects()).toEqual(["update-started", "restart-begun"]);
      expect(card.thread()).toHaveLength(1);
      expect(posts(agent)).toHaveLength(1);
    }
    expect(world.errors()).toEqual([]);
  });

  test("approvals by two people at once make one update, and the second is told who was first", async () => {
    const { steps } = world;
    const card = await steps.askForUpdate("edge-07");
    const [ada, ben] = [card.message("ada"), card.message("ben")];

    await Promise.all([card.press("ada", "Approve", ada), card.press("ben", "Approve", ben)]);

    await card.reply("Back:");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
    const tellings = (["ada", "ben"] as const).filter((name) =>
      world.slack
        .person(name)
        .messages("#fleet")
        .some(({ onlyFor }) => onlyFor !== null),
    );
    expect(tellings).toHaveLength(1);
  });

  test("when one of them stops in the wait, and another soon after, the third ends it", async () => {
    const { steps, bots, posts } = world;
    const card = await steps.update("edge-07");
    await card.reads("restarts at");

    await bots[0]?.stop();
    await bots[1]?.stop();

    await card.reply("Back:");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
    expect(card.thread()).toHaveLength(1);
    expect(posts("edge-07")).toHaveLength(1);
  });
});
