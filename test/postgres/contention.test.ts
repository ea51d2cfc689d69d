import { expect, onTestFinished, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { isUnfinished } from "../../src/operations/operation.ts";
import { createStore } from "../../src/store/create-store.ts";
import { aChange } from "../store/contract/a-change.ts";
import { createDatabase } from "./a-database.ts";

const ROUNDS = 30;
const DEADLOCKS = 3;

test("a change that deadlocks ended, one after the other, is made all the same", async () => {
  const database = await createDatabase();
  const store = await createStore({ databaseUrl: database.url, clock: systemClock, owner: "me" });
  onTestFinished(async () => {
    await store.close();
    await database.drop();
  });
  const waiting = anOperation({ state: "waiting" });
  await store.operations.create(aChange(waiting), null);
  const stop = anOperation({ id: "op_2", kind: "session-stop" });

  // Another holds the stop's key, and then wants what the stop has locked by that time.
  await database.ask("begin");
  await database.ask("set local deadlock_timeout = '10min'");
  await database.ask(
    `insert into operations select 'op_0', kind, 'succeeded', version, 'ts_0', $1, requester, created_at, null, null,
      null, published_version, unpublished_since, null, null, document from operations`,
    [stop.request.key],
  );
  const cancelled = aChange(changed(waiting, { state: "cancelled", dueAt: null }));
  const created = store.operations.create(aChange(stop), cancelled);
  await database.ask("savepoint the_key_alone");
  for (let deadlock = 1; deadlock <= DEADLOCKS; deadlock++) {
    await expect.poll(() => database.lockWaits(), { interval: 20, timeout: 10_000 }).toBe(1);
    await database.ask("update operations set requester = requester where id = 'op_1'");
    await database.ask("rollback to savepoint the_key_alone");
  }
  await database.ask("rollback");

  expect(await created).toEqual({ outcome: "created" });
  expect(await store.operations.get("op_1")).toMatchObject({ state: "cancelled" });
  const deadlocks = async () => {
    const sql = "select deadlocks::int from pg_stat_database where datname = current_database()";
    return (await database.ask<{ deadlocks: number }>(sql))[0]?.deadlocks;
  };
  // One more where it was quicker than whoever it had to make way for.
  await expect.poll(deadlocks, { timeout: 10_000 }).toBeGreaterThanOrEqual(DEADLOCKS);
});

test("whoever gets into each other's way ends with an outcome, and a session with one operation at most", async () => {
  const database = await createDatabase();
  const [a, b] = await Promise.all(
    ["a", "b"].map((owner) => createStore({ databaseUrl: database.url, clock: systemClock, owner })),
  );
  if (!a || !b) throw new Error("two processes");
  onTestFinished(async () => {
    await Promise.all([a.close(), b.close()]);
    await database.drop();
  });

  for (let round = 0; round < ROUNDS; round++) {
    const about = (name: string, rest: Partial<Operation>) =>
      anOperation({ id: `op_${round}_${name}`, subjectId: `ts_${round}`, ...rest });
    const waiting = about("waiting", { state: "waiting" });
    const paused = about("paused", { state: "needs-attention" });
    await a.operations.create(aChange(waiting), null);
    await a.operations.create(aChange(paused), null);
    const cancelled = aChange(changed(waiting, { state: "cancelled" }));

    const outcomes = await Promise.all([
      a.operations.create(aChange(about("stop_a", { kind: "session-stop" })), cancelled),
      b.operations.save(aChange(changed(paused, { state: "restarting" }))),
      b.operations.create(aChange(about("stop_b", { kind: "session-stop" })), cancelled),
      a.operations.save(aChange(changed(waiting, { state: "restarting" }))),
      b.operations.create(aChange(about("update", {})), null),
    ]);

    const known = ["created", "saved", "stale", "taken"];
    expect(outcomes.map(({ outcome }) => outcome).filter((outcome) => !known.includes(outcome))).toEqual([]);
    const page = { subjectIds: [`ts_${round}`], kinds: null, cursor: null, limit: 10 };
    const { operations } = await b.operations.history(page);
    expect(operations.filter(({ state }) => isUnfinished(state)).length).toBeLessThanOrEqual(1);
    for (const { id, version } of operations) expect(await b.audit.of(id)).toHaveLength(version);
    const changes = outcomes.filter(({ outcome }) => outcome === "created" || outcome === "saved").length;
    expect(changes).toBeGreaterThan(0);
  }
});
