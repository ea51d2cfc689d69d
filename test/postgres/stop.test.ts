import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MIGRATION_LOCKS } from "../../src/store/postgres/advisory-locks.ts";
import { createMainProcesses } from "../support/main-process.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { type BreakableWay, openBreakableWay } from "./breakable-way.ts";

const { startPlaces, run, end } = createMainProcesses();
let database: TestDatabase;
let way: BreakableWay;
beforeEach(async () => {
  database = await createDatabase();
  way = await openBreakableWay(database.url);
});
afterEach(async () => {
  await end();
  await way.end();
  await database.drop();
});

describe("SIGTERM ends the bot with 0", () => {
  test("while PostgreSQL hangs, in the midst of work and of clicks", async () => {
    const { env, slack, ngrok } = await startPlaces();
    ngrok.faults.add({ path: "/tunnel_sessions/*/stop", action: "hang" });
    const bot = run({ ...env, DATABASE_URL: way.url });
    await bot.ready;
    const id = ngrok.agents.find("edge-01").session?.id ?? "";
    const olga = slack.person("olga");
    await olga.command("fleet", `session stop ${id}`);
    await slack.waitFor(() => {
      const modal = olga.modal();
      return modal?.submit && slack.renderText(modal).includes(id);
    }, "the form");
    await olga.submit();
    await expect.poll(() => ngrok.calls.filter(({ path }) => path.endsWith("/stop")).length).toBe(1);
    way.swallow();
    void olga.command("fleet", "open").catch(() => {});
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });

  test("while it waits for another process to migrate", async () => {
    const { env } = await startPlaces();
    await database.ask("select pg_advisory_lock($1, 0)", [MIGRATION_LOCKS]);
    const bot = run({ ...env, DATABASE_URL: database.url });
    await expect.poll(() => database.lockWaits(), { timeout: 10_000 }).toBe(1);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
  });
});
