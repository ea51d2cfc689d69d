import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import type { Store } from "../../src/store/store.ts";
import { StoreUnavailableError } from "../../src/store/store-error.ts";
import { aChange } from "../store/contract/a-change.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";
import { type BreakableWay, openBreakableWay, type Pair } from "./breakable-way.ts";

// It is a statement of its own, and has no COMMIT.
const NEXT_VERSION = 'with "changed"';

let database: TestDatabase;
let way: BreakableWay;
let store: Store;

beforeEach(async () => {
  database = await createDatabase();
  way = await openBreakableWay(database.url);
  store = await createStore({ databaseUrl: way.url, clock: systemClock, owner: "me" });
  return async () => {
    await store.close();
    await way.end();
    await database.drop();
  };
});

const waysToLoseIt: [string, (pair: Pair, bytes: Buffer) => void][] = [
  [
    "never reached the server",
    ({ bot, server }) => {
      bot.destroy();
      server.destroy();
    },
  ],
  [
    "was carried out",
    ({ bot, server }, bytes) => {
      // Answered to nobody; the server has it before it sees the end.
      server.removeAllListeners("data").resume().end(bytes);
      bot.destroy();
    },
  ],
  [
    "is carried out while it is looked for",
    ({ bot, server }, bytes) => {
      bot.removeAllListeners("close");
      bot.destroy();
      held = () => server.removeAllListeners("data").resume().end(bytes);
    },
  ],
];
let held = () => {};
afterEach(() => {
  held = () => {};
});

/** Lets go of a COMMIT that is held back once somebody waits for what it locks. */
async function untilDone<Result>(work: Promise<Result>): Promise<Result> {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  await expect
    .poll(async () => done || (await database.lockWaits()) > 0, { timeout: 10_000, interval: 20 })
    .toBe(true);
  held();
  return finished;
}

describe.each(waysToLoseIt)("a COMMIT whose answer is lost and that %s", (_how, cut) => {
  test("of a new operation is told as created, once", async () => {
    const operation = anOperation();
    way.meet("commit", cut);

    expect(await untilDone(store.operations.create(aChange(operation), null))).toEqual({
      outcome: "created",
    });

    expect(await store.operations.get(operation.id)).toEqual(operation);
    expect(await store.audit.of(operation.id)).toHaveLength(1);
  });

  test("of a stop that cancels is told as created, and both are there", async () => {
    const waiting = anOperation({ state: "waiting" });
    await store.operations.create(aChange(waiting), null);
    const cancelled = changed(waiting, { state: "cancelled", dueAt: null });
    const stop = anOperation({ id: "op_2", kind: "session-stop" });
    way.meet("commit", cut);

    const created = await untilDone(store.operations.create(aChange(stop), aChange(cancelled)));

    expect(created).toEqual({ outcome: "created" });
    expect(await store.operations.get(waiting.id)).toEqual(cancelled);
    expect(await store.operations.get(stop.id)).toEqual(stop);
  });

  test("of a new version is told as saved, once", async () => {
    const operation = anOperation();
    await store.operations.create(aChange(operation), null);
    const approved = changed(operation, { state: "updating" });
    way.meet(NEXT_VERSION, cut);

    const saved = await untilDone(store.operations.save(aChange(approved, { action: "approve" })));

    expect(saved).toEqual({ outcome: "saved" });
    expect(await store.operations.get(operation.id)).toEqual(approved);
    expect(await store.audit.of(operation.id)).toHaveLength(2);
  });
});

test("a new version that is still being written when it is looked for is waited for, and told as saved, once", async () => {
  const operation = anOperation();
  await store.operations.create(aChange(operation), null);
  const approved = changed(operation, { state: "updating" });
  await database.ask("begin");
  await database.ask("select from operations for update");
  way.meet(NEXT_VERSION, ({ bot, server }, bytes) => {
    bot.removeAllListeners("close");
    server.removeAllListeners("data").resume().write(bytes);
    const cutOnceItWaits = async () => {
      await expect.poll(() => database.lockWaits(), { interval: 20 }).toBe(1);
      bot.destroy();
    };
    cutOnceItWaits().finally(() => bot.destroy());
  });

  const save = store.operations.save(aChange(approved, { action: "approve" }));
  await expect.poll(() => database.lockWaits(), { timeout: 3000, interval: 20 }).toBe(2);
  await database.ask("rollback");

  expect(await save).toEqual({ outcome: "saved" });
  expect(await store.operations.get(operation.id)).toEqual(approved);
  expect(await store.audit.of(operation.id)).toHaveLength(2);
});

test("a new version that comes to the server after its second try changes nothing", async () => {
  const operation = anOperation();
  await store.operations.create(aChange(operation), null);
  const approved = changed(operation, { state: "updating" });
  let arrive = async () => {};
  way.meet(NEXT_VERSION, ({ bot, server }, bytes) => {
    bot.removeAllListeners("close");
    bot.destroy();
    arrive = async () => {
      server.removeAllListeners("data").resume().end(bytes);
      await once(server, "close");
    };
  });

  const saved = await store.operations.save(aChange(approved, { action: "approve" }));
  await arrive();

  expect(saved).toEqual({ outcome: "saved" });
  expect(await store.operations.get(operation.id)).toEqual(approved);
  expect(await store.audit.of(operation.id)).toHaveLength(2);
});

test("a change equal to one that is stored already is stale all the same: it was another's", async () => {
  const operation = anOperation();
  await store.operations.create(aChange(operation), null);
  const approve = aChange(changed(operation, { state: "updating" }), { action: "approve" });

  const results = await Promise.all([store.operations.save(approve), store.operations.save(approve)]);

  expect(results.map(({ outcome }) => outcome).sort()).toEqual(["saved", "stale"]);
});

test("where nobody can look, the outcome is an error and no guess", async () => {
  const operation = anOperation();
  way.meet("commit", ({ server }, bytes) => {
    server.removeAllListeners("data").resume().end(bytes);
    way.close();
  });

  const created = store.operations.create(aChange(operation), null);

  await expect(created).rejects.toThrow(StoreUnavailableError);
  way.open();
  await expect.poll(() => store.operations.create(aChange(operation), null)).toEqual({ outcome: "created" });
});
