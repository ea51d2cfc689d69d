import { beforeEach, expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { aChange } from "../store/contract/a-change.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { openBreakableWay } from "./breakable-way.ts";

const HOUR_MS = 3_600_000;

let database: TestDatabase;
beforeEach(async () => {
  database = await createDatabase();
  return () => database.drop();
});

test("a machine whose clock jumps claims nothing until it has asked the database what time it is", async () => {
  const way = await openBreakableWay(database.url);
  let jumpedMs = 0;
  const wallMs = () => Date.now() + jumpedMs;
  const clock = { ...systemClock, wallMs, now: () => new Date(wallMs()) };
  const store = await createStore({ databaseUrl: way.url, clock, owner: "me" });
  const dueAt = new Date(store.clock.now().getTime() - 1000);
  await store.operations.create(aChange(anOperation({ dueAt })), null);
  const claim = async () => {
    const now = store.clock.now();
    const query = { now, owner: "me", leaseUntil: now, limit: 1, except: [] };
    return (await store.operations.claimDue(query)).length;
  };

  jumpedMs = HOUR_MS;
  expect(await claim()).toBe(0);
  await expect.poll(claim, { timeout: 5000 }).toBe(1);
  expect(Math.abs(store.clock.now().getTime() - Date.now())).toBeLessThan(HOUR_MS / 2);

  await store.close();
  await way.end();
});
