import { expect, onTestFinished, test } from "vitest";
import { readMetrics } from "../health/health-world.ts";
import { createDatabase } from "./a-database.ts";
import { createBotsWorld } from "./bots-world.ts";
import { openBreakableWay } from "./breakable-way.ts";

// The bots' clock runs ten times as fast, so that a busy machine keeps a scrape from the record now and then.
const PATIENCE = { timeout: 20_000 };

test("two bots on one database tell the same of the record, and one whose way to it breaks is not ready", async () => {
  const database = await createDatabase();
  const way = await openBreakableWay(database.url);
  const world = await createBotsWorld([way.url, database.url], {
    HEALTH_PORT: "0",
    NGROK_REQUESTS_PER_MINUTE: "1000",
  });
  onTestFinished(async () => {
    await world.end();
    await way.end();
    await database.drop();
  });
  const bases = [0, 1].map((bot) => {
    const line = world.logged.find((one) => one.msg === "Health server listens" && one.bot === bot);
    return `http://127.0.0.1:${line?.port}`;
  });
  const scrape = async () =>
    Promise.all(bases.map(async (base) => readMetrics(await (await fetch(`${base}/metrics`)).text())));
  const ready = async () => Promise.all(bases.map(async (base) => (await fetch(`${base}/readyz`)).status));

  await world.steps.askForUpdate("edge-07");
  await expect.poll(ready, PATIENCE).toEqual([200, 200]);
  const labels = { kind: "session-update", state: "awaiting-approval" };
  await expect
    .poll(async () => (await scrape()).map(({ sum }) => sum("ngrok_chatops_operations", labels)), PATIENCE)
    .toEqual([1, 1]);
  const left = (await scrape()).map(({ sum }) => sum("ngrok_chatops_ngrok_requests_left"));
  for (const one of left) {
    expect(one).toBeLessThan(1000);
    expect(one).toBeGreaterThan(900);
  }

  way.close();
  await expect.poll(ready, PATIENCE).toEqual([503, 200]);
  const answer = await fetch(`${bases[0]}/readyz`);
  expect(await answer.json()).toMatchObject({
    problems: ["the database cannot be used: it cannot be reached"],
  });
  const [cut] = await scrape();
  expect(cut?.sum("ngrok_chatops_database_failures_total", { trouble: "unreachable" })).toBeGreaterThan(0);
  expect((await fetch(`${bases[0]}/healthz`)).status).toBe(200);
  way.open();
  await expect.poll(ready, PATIENCE).toEqual([200, 200]);
});
