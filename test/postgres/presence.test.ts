import { beforeEach, expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { createStore } from "../../src/store/create-store.ts";
import { lockKeyOf, PROCESS_LOCKS } from "../../src/store/postgres/advisory-locks.ts";
import type { Store } from "../../src/store/store.ts";
import { aChange } from "../store/contract/a-change.ts";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { type BreakableWay, openBreakableWay } from "./breakable-way.ts";

let database: TestDatabase;
let way: BreakableWay;
let clock: ManualClock;
let store: Store;

// The clock stands still, so that each look at the others is the test's to bring about.
beforeEach(async () => {
  database = await createDatabase();
  way = await openBreakableWay(database.url);
  clock = createManualClock();
  store = await createStore({ databaseUrl: way.url, clock, owner: "me" });
  await store.operations.create(aChange(anOperation()), null);
  await nextLook(0);
  return async () => {
    await store.close();
    await way.end();
    await database.drop();
  };
});

/** Resolves when the look is over that comes after `ms`. */
async function nextLook(ms: number): Promise<void> {
  await clock.advance(ms);
  await expect.poll(() => clock.timers, { timeout: 10_000, interval: 5 }).toBe(1);
}

const lease = () =>
  database.ask("update operations set lease_owner = 'other', lease_until = 9000000000000 where id = 'op_1'");

async function holder(): Promise<unknown> {
  const [row] = await database.ask<{ lease_owner: string | null }>("select lease_owner from operations");
  return row?.lease_owner;
}

test("a process that is missed once and is back at the next look keeps its leases", async () => {
  const lock = [PROCESS_LOCKS, lockKeyOf("other").key];
  await lease();
  await nextLook(1000);
  await database.ask("select pg_advisory_lock_shared($1, $2)", lock);
  await nextLook(1000);
  await database.ask("select pg_advisory_unlock_shared($1, $2)", lock);
  await nextLook(1000);
  expect(await holder()).toBe("other");

  await nextLook(1000);
  expect(await holder()).toBeNull();
});

test("after an outage of its own a process gives the others 5 s to come back", async () => {
  await lease();
  way.close();
  await clock.advance(30_000);
  way.open();
  await expect
    .poll(() => clock.advance(250).then(() => database.connections()), { timeout: 10_000 })
    .toBeGreaterThan(0);
  await nextLook(0);
  const backAtMs = clock.monotonicMs();

  while (clock.monotonicMs() < backAtMs + 3000) await nextLook(1000);
  expect(await holder()).toBe("other");

  while (clock.monotonicMs() < backAtMs + 7000) await nextLook(1000);
  expect(await holder()).toBeNull();
});
