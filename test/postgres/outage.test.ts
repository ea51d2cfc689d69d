import { inspect } from "node:util";
import { pino } from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { openForReading } from "../../src/store/open-for-reading.ts";
import type { Store } from "../../src/store/store.ts";
import { StoreError, StoreUnavailableError } from "../../src/store/store-error.ts";
import { aChange } from "../store/contract/a-change.ts";
import { openOperations } from "../support/open-operations.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { type BreakableWay, openBreakableWay } from "./breakable-way.ts";

let database: TestDatabase;
let way: BreakableWay;

beforeEach(async () => {
  database = await createDatabase();
  way = await openBreakableWay(database.url);
  return async () => {
    await way.end();
    await database.drop();
  };
});

const open = (databaseUrl = way.url) =>
  createStore({ databaseUrl, clock: systemClock, owner: crypto.randomUUID() });

/** More at once than the pool has connections. */
function manyReads(store: Store): Promise<unknown>[] {
  return Array.from({ length: 30 }, () => store.operations.get("op_1"));
}

describe("while PostgreSQL is away", () => {
  test("a start fails in words, without the password, and leaves nothing open", async () => {
    way.close();
    const url = new URL(way.url);
    url.username = "root";
    url.password = "hunter2222";

    const started = open(url.href);

    await expect(started).rejects.toThrow(/does not answer.*Check that it runs/);
    const error = await started.catch((reason: unknown) => reason);
    expect(inspect(error, { depth: 20, showHidden: false })).not.toContain("hunter2222");
    expect(JSON.stringify(pino.stdSerializers.err(error as Error))).not.toContain("hunter2222");
    expect(await database.connections()).toBe(0);
  });

  test("calls fail in words, and work goes on with as many connections as before", async () => {
    const store = await open();
    await store.operations.create(aChange(anOperation()), null);
    await Promise.all(manyReads(store));
    const before = await database.connections();

    for (let outage = 0; outage < 3; outage++) {
      way.close();
      // The first finds the connections in use, the others find them idle.
      if (outage > 0) await expect.poll(() => database.connections()).toBe(0);
      const failed = await Promise.allSettled(manyReads(store));
      expect(new Set(failed.map(({ status }) => status))).toEqual(new Set(["rejected"]));
      await expect(store.operations.get("op_1")).rejects.toThrow(StoreUnavailableError);
      await expect(store.operations.save(aChange(changed(anOperation())))).rejects.toThrow("does not answer");
      way.open();
      await expect.poll(() => works(store), { timeout: 10_000 }).toBe(true);
      await Promise.all(manyReads(store));
    }

    await expect.poll(() => database.connections(), { timeout: 10_000 }).toBeLessThanOrEqual(before);
    await store.close();
    await expect.poll(() => database.connections()).toBe(0);
  });

  test("a shutdown that ends every connection is survived, in the midst of work too", async () => {
    const store = await open();
    await store.operations.create(aChange(anOperation()), null);
    const told: unknown[] = [];
    const other = await open(database.url);
    store.onForeignChange(() => told.push("told"));

    const work = Array.from({ length: 40 }, (_, index) =>
      store.operations.create(aChange(anOperation({ id: `op_x${index}`, subjectId: `ts_${index}` })), null),
    );
    await database.terminateAll();
    await Promise.allSettled(work);
    await expect.poll(() => works(store), { timeout: 10_000 }).toBe(true);

    // Whatever was told as created is there, and nothing else was told.
    for (const [index, result] of (await Promise.allSettled(work)).entries()) {
      const stored = await store.operations.get(`op_x${index}`);
      if (result.status === "fulfilled") expect(stored).not.toBeNull();
      else expect(result.reason).toBeInstanceOf(StoreUnavailableError);
    }
    await expect.poll(() => works(other), { timeout: 10_000 }).toBe(true);
    const changes = async () => {
      const operation = await other.operations.get("op_1");
      if (operation) await other.operations.save(aChange(changed(operation)));
      return told.length > 0;
    };
    await expect.poll(changes, { timeout: 10_000 }).toBe(true);
    await Promise.all([store.close(), other.close()]);
    await expect.poll(() => database.connections()).toBe(0);
  });
});

describe("a PostgreSQL that hangs", () => {
  test("holds up no call for ever, and work goes on once it answers again", async () => {
    const store = await open();
    await store.operations.create(aChange(anOperation()), null);
    await Promise.all(manyReads(store));
    way.swallow();

    const calls = [
      ...manyReads(store),
      store.operations.save(aChange(changed(anOperation()))),
      store.operations.create(aChange(anOperation({ id: "op_2" })), null),
    ];
    for (const call of await Promise.allSettled(calls)) {
      expect(call).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailableError" } });
    }

    way.open();
    await expect.poll(() => works(store), { timeout: 10_000 }).toBe(true);
    await store.close();
    await expect.poll(() => database.connections(), { timeout: 10_000 }).toBe(0);
  });

  test("does not hold up a stop", async () => {
    const store = await open();
    await Promise.all(manyReads(store));
    way.swallow();

    await store.close();
  });

  test("lets a start fail in words", async () => {
    way.swallow();

    await expect(open()).rejects.toThrow("does not answer");
  });
});

describe("a PostgreSQL that refuses", () => {
  test("a database that does not exist is named, with how to create it", async () => {
    const url = new URL(database.url);
    url.pathname = "/ngrok_chatops_test_none";

    await expect(open(url.href)).rejects.toThrow(
      /does not exist. Create it \(createdb ngrok_chatops_test_none\)/,
    );
  });

  test("a user whom it does not know", async () => {
    const url = new URL(database.url);
    url.username = "ngrok_chatops_test_nobody";

    await expect(open(url.href)).rejects.toThrow("refuses the user or the password of DATABASE_URL");
  });

  test("one that is read only, as a standby is", async () => {
    await database.ask(`alter database ${database.name} set default_transaction_read_only = on`);

    await expect(open(database.url)).rejects.toThrow("Point DATABASE_URL at the primary");
  });

  test("a record that is read cannot be changed by its reader", async () => {
    const store = await open(database.url);
    await store.operations.create(aChange(anOperation()), null);
    const { db, close } = await openForReading(database.url);

    expect(await db.selectFrom("operations").select("id").execute()).toEqual([{ id: "op_1" }]);
    await expect(db.deleteFrom("audit_events").execute()).rejects.toThrow("takes no changes");

    await close();
    await store.close();
  });

  test("a database without a record is named to its reader, and stays empty", async () => {
    await expect(openForReading(database.url)).rejects.toThrow(StoreError);
    await expect(openForReading(database.url)).rejects.toThrow("holds no record of this version");
    expect(await database.ask("select 1 from pg_tables where schemaname = 'public'")).toEqual([]);
  });
});

async function works(store: Store): Promise<boolean> {
  const all = [...manyReads(store), openOperations(store)];
  return (await Promise.allSettled(all)).every(({ status }) => status === "fulfilled");
}
