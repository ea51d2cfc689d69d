import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { newestSchema } from "../../src/store/migrations/migrate.ts";
import { lockKeyOf, PROCESS_LOCKS } from "../../src/store/postgres/advisory-locks.ts";
import type { Store } from "../../src/store/store.ts";
import { aChange } from "../store/contract/a-change.ts";
import { openOperations } from "../support/open-operations.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { openBreakableWay } from "./breakable-way.ts";

let database: TestDatabase;
const stores: Store[] = [];

beforeEach(async () => {
  database = await createDatabase();
  return async () => {
    for (const store of stores.splice(0)) await store.close();
    await database.drop();
  };
});

async function open(owner: string, databaseUrl = database.url): Promise<Store> {
  const store = await createStore({ databaseUrl, clock: systemClock, owner });
  stores.push(store);
  return store;
}

async function createDue(store: Store, ids: string[]): Promise<void> {
  for (const id of ids) {
    const operation = anOperation({ id, subjectId: `ts_${id}` });
    await store.operations.create(aChange(operation), null);
  }
}

async function claim(store: Store, owner: string, limit = 10): Promise<string[]> {
  const now = store.clock.now();
  const leaseUntil = new Date(now.getTime() + 600_000);
  const claimed = await store.operations.claimDue({ now, owner, leaseUntil, limit, except: [] });
  return claimed.map(({ id }) => id);
}

/** A process that has claimed, and what it has. */
async function claimInChild(owner: string): Promise<{ child: ChildProcess; claimed: string[] }> {
  const script = fileURLToPath(new URL("claim-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, database.url, owner], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [line] = await once(child.stdout, "data");
  return { child, claimed: JSON.parse(String(line)) };
}

describe("several processes on one database", () => {
  test("what a process had claimed when it was killed is another's within 5 s, and a living one's is not", async () => {
    const store = await open("me");
    await createDue(store, ["op_1", "op_2"]);
    const { child, claimed } = await claimInChild("dead");
    expect(claimed).toEqual(["op_1", "op_2"]);
    await createDue(store, ["op_3"]);
    const living = await claimInChild("alive");
    expect(living.claimed).toEqual(["op_3"]);
    await database.ask(
      "update operations set publish_owner = 'dead', publish_until = 9e15 where id = 'op_1'",
    );
    expect(await claim(store, "me")).toEqual([]);

    child.kill("SIGKILL");

    const taken: string[] = [];
    await expect
      .poll(async () => taken.push(...(await claim(store, "me"))), { timeout: 5000, interval: 50 })
      .toBe(2);
    // Of the two, one may be locked just now by whoever frees it.
    expect(taken.sort()).toEqual(["op_1", "op_2"]);
    const held = await database.ask(
      "select id, publish_owner, publish_until from operations where id = 'op_1'",
    );
    expect(held).toEqual([{ id: "op_1", publish_owner: null, publish_until: null }]);
    const others = await database.ask("select lease_owner from operations where id = 'op_3'");
    expect(others).toEqual([{ lease_owner: "alive" }]);
  });

  test("two of them claim nothing twice, and neither waits for the other", async () => {
    const [a, b] = [await open("a"), await open("b")];
    const ids = Array.from({ length: 40 }, (_, index) => `op_${index}`);
    await createDue(a, ids);

    const rounds = Array.from({ length: 5 }, () => [claim(a, "a", 5), claim(b, "b", 5)]).flat();
    const claimed = (await Promise.all(rounds)).flat();

    expect(new Set(claimed).size).toBe(claimed.length);
    while (claimed.length < ids.length) claimed.push(...(await claim(a, "a")));
    expect(claimed.sort()).toEqual(ids.sort());
  });

  test("who is gone but still has a sign of life keeps his leases until they end", async () => {
    const store = await open("me");
    await createDue(store, ["op_1"]);
    await claim(store, "half gone");
    await createDue(store, ["op_2"]);
    await claim(store, "gone");
    const { key } = lockKeyOf("half gone");
    await database.ask("select pg_advisory_lock_shared($1, $2)", [PROCESS_LOCKS, key]);

    await expect.poll(() => claim(store, "me"), { timeout: 5000 }).toEqual(["op_2"]);

    const [lease] = await database.ask<{ lease_until: string }>(
      "select lease_until from operations where lease_owner = 'half gone'",
    );
    const endsAt = new Date(Number(lease?.lease_until));
    const query = { owner: "me", leaseUntil: new Date(9e12), limit: 1, except: [] };
    expect(await store.operations.claimDue({ ...query, now: endsAt })).toMatchObject([{ id: "op_1" }]);
  });

  test("rows that another process is just claiming are passed over", async () => {
    const store = await open("me");
    await createDue(store, ["op_1", "op_2"]);
    await database.ask("begin");
    await database.ask("select 1 from operations where id = 'op_1' for update");

    expect(await claim(store, "me")).toEqual(["op_2"]);

    await database.ask("rollback");
  });

  test("a change is told to the others, and not to whoever made it", async () => {
    const [a, b] = [await open("a"), await open("b")];
    const told: string[] = [];
    a.onForeignChange(() => told.push("a"));
    b.onForeignChange(() => told.push("b"));

    await a.operations.create(aChange(anOperation()), null);
    await expect.poll(() => told).toEqual(["b"]);
    await b.operations.save(aChange(changed(anOperation())));
    await expect.poll(() => told).toEqual(["b", "a"]);
  });

  test("of several that start on an empty database one makes the schema, and all can work", async () => {
    const logged: object[] = [];
    const logger = { info: (data: object) => logged.push(data), error: (data: object) => logged.push(data) };
    const opened = await Promise.all(
      ["a", "b", "c", "d"].map((owner) =>
        createStore({ databaseUrl: database.url, clock: systemClock, owner, logger }),
      ),
    );
    stores.push(...opened);

    expect(logged).toMatchObject([{ from: 0, to: newestSchema }]);
    for (const [index, store] of opened.entries()) {
      await store.operations.create(
        aChange(anOperation({ id: `op_${index}`, subjectId: `ts_${index}` })),
        null,
      );
    }
    expect(opened[0] && (await openOperations(opened[0]))).toHaveLength(4);
  });

  test("a schema of a newer bot is refused, with the way out, and nothing stays connected", async () => {
    await (await open("me")).close();
    await database.ask("insert into schema_versions values (99, 0)");

    await expect(open("me")).rejects.toThrow(/its schema is 99.*Start the newer one again/);

    await expect.poll(() => database.connections()).toBe(0);
  });

  test("processes whose machines' clocks differ agree on the database's time", async () => {
    for (const [owner, skewMs] of [
      ["early", 3_600_000],
      ["late", -3_600_000],
    ] as const) {
      const now = () => new Date(systemClock.now().getTime() + skewMs);
      const clock = { ...systemClock, now };
      const store = await createStore({ databaseUrl: database.url, clock, owner });
      const seenAtMs = store.clock.now().getTime();
      stores.push(store);
      const [row] = await database.ask<{ now: Date }>("select clock_timestamp() as now");
      expect(Math.abs(seenAtMs - (row?.now.getTime() ?? 0))).toBeLessThan(60_000);
    }
  });
});

describe("a process that is cut off", () => {
  test("loses its leases to the others, and has a sign of life again once it is back", async () => {
    const way = await openBreakableWay(database.url);
    onTestFinished(() => way.end());
    const cutOff = await open("cut off", way.url);
    const other = await open("other");
    await createDue(other, ["op_1"]);
    expect(await claim(cutOff, "cut off")).toEqual(["op_1"]);

    way.close();
    await expect.poll(() => claim(other, "other"), { timeout: 5000 }).toEqual(["op_1"]);
    way.open();

    await expect.poll(async () => (await signsOfLife()).length, { timeout: 10_000 }).toBe(2);
    expect(await claim(cutOff, "cut off")).toEqual([]);
  });
});

function signsOfLife() {
  return database.ask(
    "select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())",
  );
}
