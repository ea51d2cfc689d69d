import { beforeEach, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import type { Freeze } from "../../src/operations/freeze.ts";
import { createStore } from "../../src/store/create-store.ts";
import type { Store } from "../../src/store/store.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";

const ROUNDS = 300;
/** With which the test holds up whoever freezes. */
const GATE = 4711;

let database: TestDatabase;
/** One process freezes while the other lifts what is in force. */
let freezing: Store;
let lifting: Store;

beforeEach(async () => {
  database = await createDatabase();
  const open = (owner: string) => createStore({ databaseUrl: database.url, clock: systemClock, owner });
  freezing = await open("freezing");
  lifting = await open("lifting");
  return async () => {
    await Promise.all([freezing.close(), lifting.close()]);
    await database.drop();
  };
});

const second = (seconds: number) => new Date(Date.UTC(2026, 2, 1) + seconds * 1000);

/** What whoever was told of it relies on: that it is in force, or was until somebody lifted it. */
async function expectRecorded(freeze: Freeze): Promise<void> {
  const rows = await database.ask<{ lifted_by: string | null }>(
    "select lifted_by from freezes where frozen_by = $1 and frozen_at = $2",
    [freeze.by, freeze.at.getTime()],
  );
  expect(rows, `the freeze by ${freeze.by} that was told of`).toHaveLength(1);
  if (rows[0]?.lifted_by === null) expect(await freezing.freezes.current()).toEqual(freeze);
}

test("whoever freezes while an earlier freeze is lifted is told of one that is in the record", async () => {
  await database.ask(
    `create function wait_at_gate() returns trigger language plpgsql as $$
     begin perform pg_advisory_xact_lock_shared(${GATE}); return null; end $$`,
  );
  await database.ask(
    "create trigger gate after insert on freezes for each statement execute function wait_at_gate()",
  );
  await lifting.freezes.freeze({ by: "U0A", at: second(0), reason: "" });
  await database.ask("select pg_advisory_lock($1)", [GATE]);

  const frozen = freezing.freezes.freeze({ by: "U0B", at: second(1), reason: "" });
  await expect.poll(() => database.lockWaits(), { interval: 10 }).toBe(1);
  let isLifted = false;
  const lifted = lifting.freezes.lift({ by: "U0C", at: second(2) }).finally(() => {
    isLifted = true;
  });
  await expect.poll(async () => isLifted || (await database.lockWaits()) === 2, { interval: 10 }).toBe(true);
  await database.ask("select pg_advisory_unlock($1)", [GATE]);

  await expectRecorded(await frozen);
  expect(await lifted).toMatchObject({ by: "U0A" });
});

test("and so it is however the two meet, many times over", async () => {
  const told = { ofMine: 0, ofEarlier: 0 };

  for (let round = 0; round < ROUNDS; round += 1) {
    const at = (offset: number) => second(round * 10 + offset);
    await lifting.freezes.freeze({ by: "U0A", at: at(0), reason: "" });
    // Their transactions meet a little further apart each time.
    const lift = async () => {
      for (let turns = 0; turns < round % 8; turns += 1) await lifting.freezes.current();
      return lifting.freezes.lift({ by: "U0C", at: at(2) });
    };
    const asked = { by: "U0B", at: at(1), reason: "" };
    const [inForce] = await Promise.all([freezing.freezes.freeze(asked), lift()]);

    told[inForce.by === asked.by ? "ofMine" : "ofEarlier"] += 1;
    await expectRecorded(inForce);
    await lifting.freezes.lift({ by: "U0C", at: at(3) });
  }

  // Both must have come about, or the two never met.
  expect(told.ofMine).toBeGreaterThan(0);
  expect(told.ofEarlier).toBeGreaterThan(0);
}, 60_000);
