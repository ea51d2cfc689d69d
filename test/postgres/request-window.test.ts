import { afterAll, beforeAll, expect, test } from "vitest";
import { createStore } from "../../src/store/create-store.ts";
import type { Store } from "../../src/store/store.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";

const clock = createManualClock();
let database: TestDatabase;
let stores: Store[];

beforeAll(async () => {
  database = await createDatabase();
  const open = () => createStore({ databaseUrl: database.url, clock, owner: crypto.randomUUID() });
  stores = [await open(), await open(), await open()];
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await database.drop();
});

/** All at once, each of `count` from another of the processes in turn; how many were granted. */
async function granted(count: number, allowed: number): Promise<number> {
  const asked = Array.from({ length: count }, (_, index) =>
    stores[index % stores.length]?.requestWindow?.take(allowed),
  );
  return (await Promise.all(asked)).filter((answer) => answer?.granted).length;
}

test("three processes that ask at once are granted the limit, no more and no less, in each 60 s", async () => {
  expect(await granted(60, 10)).toBe(10);
  await clock.advance(59_999);
  expect(await granted(6, 10)).toBe(0);
  await clock.advance(1);
  expect(await granted(60, 10)).toBe(10);
});

test("a pause of one process holds for the others, and a shorter one does not end it", async () => {
  await clock.advance(60_000);
  await stores[0]?.requestWindow?.pause(20_000);
  await stores[1]?.requestWindow?.pause(1_000);

  expect(await stores[2]?.requestWindow?.take(10)).toEqual({ granted: false, waitMs: 20_000 });
  await clock.advance(20_000);
  expect(await stores[2]?.requestWindow?.take(10)).toEqual({ granted: true });
});
