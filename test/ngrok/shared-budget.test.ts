import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { Kysely, SqliteDialect } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { NgrokConnectionError, NgrokRateLimitError } from "../../src/ngrok/errors.ts";
import { createRequestBudget, type Priority, type SharedWindow } from "../../src/ngrok/request-budget.ts";
import { migrate } from "../../src/store/migrations/migrate.ts";
import { noProbe } from "../../src/store/probe.ts";
import { createRequestWindow } from "../../src/store/request-window.ts";
import { createKyselyFace } from "../../src/store/sqlite/node-sqlite.ts";
import type { Tables } from "../../src/store/tables.ts";
import { createManualClock } from "../support/manual-clock.ts";

/** Two processes with a budget each over one table, and what they sent when. */
async function setup(
  perMinute: number,
  between: (window: SharedWindow) => SharedWindow = (window) => window,
) {
  const clock = createManualClock();
  const path = ":memory:";
  const dialect = new SqliteDialect({ database: createKyselyFace(new DatabaseSync(path), path) });
  const db = new Kysely<Tables>({ dialect });
  onTestFinished(() => db.destroy());
  await migrate(db, clock, noProbe);
  const database = {
    db,
    shared: false,
    clock,
    isTimeKnown: () => true,
    announcement: null,
    onForeignChange: () => {},
    close: async () => {},
  };
  const shared = between(createRequestWindow(database));
  const budgets = [0, 1].map(() => createRequestBudget({ clock, perMinute, shared }));
  const sent: { atMs: number; process: number; priority: Priority }[] = [];
  const ask = (process: number, priority: Priority = "person", waitMs = 600_000) =>
    budgets[process]?.take({ priority, waitMs }).then(
      () => sent.push({ atMs: clock.monotonicMs(), process, priority }),
      (error: unknown) => error,
    );
  // Questions to the database come to an end within a turn or two; time stands still meanwhile.
  const pass = async (ms: number) => {
    for (const part of [0, ms]) {
      await clock.advance(part);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    }
  };
  return { clock, budgets, sent, ask, pass };
}

test("room is short for a process that has used little, once others have used it up", async () => {
  const { budgets, ask, pass } = await setup(4);
  for (const process of [0, 0, 0, 1]) void ask(process);
  await pass(0);
  expect(budgets.map((budget) => budget.isShort())).toEqual([true, false]);
  void ask(1);
  await pass(0);
  expect(budgets.map((budget) => budget.isShort())).toEqual([true, true]);
  await pass(121_000);
  expect(budgets.map((budget) => budget.isShort())).toEqual([false, false]);
});

test("two processes together send no more than the limit, and both go on when there is room", async () => {
  const { sent, ask, pass } = await setup(3);
  for (let index = 0; index < 3; index += 1) for (const process of [0, 1]) void ask(process);
  await pass(0);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(({ process }) => process))).toEqual(new Set([0, 1]));
  await pass(59_999);
  expect(sent).toHaveLength(3);
  await pass(1);
  await pass(100);
  expect(sent).toHaveLength(6);
});

test("background work of one process leaves one request in five to the people of the other", async () => {
  const { sent, ask, pass } = await setup(10);
  for (let index = 0; index < 20; index += 1) void ask(0, "background");
  await pass(0);
  expect(sent).toHaveLength(8);
  void ask(1, "background");
  void ask(1, "person");
  void ask(0, "person");
  await pass(0);
  expect(
    sent
      .slice(8)
      .map(({ process, priority }) => `${priority} of ${process}`)
      .sort(),
  ).toEqual(["person of 0", "person of 1"]);
});

test("after a 429 of one process nobody of any process sends until the pause is over", async () => {
  const { budgets, sent, ask, pass } = await setup(10);
  await budgets[0]?.pause(20_000);
  await pass(0);
  await budgets[1]?.pause(1_000);
  await pass(0);
  void ask(0);
  void ask(1);
  await pass(19_999);
  expect(sent).toEqual([]);
  await pass(1);
  await pass(100);
  expect(sent).toHaveLength(2);
});

test("a wait that others make too long is refused, and says how long it would be", async () => {
  const { sent, ask, pass } = await setup(1);
  void ask(0);
  await pass(10_000);
  const late = ask(1, "person", 30_000);
  await pass(30_000);
  expect(await late).toBeInstanceOf(NgrokRateLimitError);
  expect(await ask(1, "person", 5_000)).toMatchObject({ retryAfterMs: 20_000 });
  await pass(100_000);
  expect(sent).toHaveLength(1);
});

test("while the database cannot be asked, nothing is sent, and all who wait are told at once", async () => {
  let isDown = true;
  const { sent, ask, pass } = await setup(10, (window) => ({
    ...window,
    take: (allowed) => (isDown ? Promise.reject(new Error("no route to host")) : window.take(allowed)),
    pause: () => Promise.reject(new Error("no route to host")),
  }));
  const asked = [ask(0), ask(0, "background")];
  await pass(0);
  for (const error of await Promise.all(asked)) {
    expect(error).toBeInstanceOf(NgrokConnectionError);
    expect(error).toMatchObject({ outcome: "not-done", message: expect.stringContaining("the database") });
  }
  expect(sent).toEqual([]);
  isDown = false;
  void ask(0);
  await pass(0);
  expect(sent).toHaveLength(1);
});

test("while the database is silent, a request waits to its own limit and no longer", async () => {
  const { sent, ask, pass, clock } = await setup(10, (window) => ({
    ...window,
    take: () => new Promise(() => {}),
  }));
  const asked = ask(0, "person", 3_000);
  await pass(3_000);
  expect(await asked).toBeInstanceOf(NgrokRateLimitError);
  expect(sent).toEqual([]);
  expect(clock.timers).toBe(0);
});

/** A way to the database on which, once told, answers wait until they are let through. */
function aSlowWay() {
  const way = { isSlow: false, taken: 0, letThrough: () => {} };
  const between = (window: SharedWindow): SharedWindow => ({
    ...window,
    take: async (allowed) => {
      way.taken += 1;
      const answer = await window.take(allowed);
      if (!way.isSlow) return answer;
      return new Promise((resolve) => {
        way.letThrough = () => resolve(answer);
      });
    },
  });
  return { way, between };
}

test("a grant that comes late is not used: the window may have moved on without it", async () => {
  const { way, between } = aSlowWay();
  const { sent, ask, pass } = await setup(10, between);
  way.isSlow = true;
  void ask(0);
  await pass(1_501);
  way.isSlow = false;
  way.letThrough();
  await pass(0);
  expect(sent).toHaveLength(1);
  expect(way.taken).toBe(2);
});

test("what was granted to a person who has left meanwhile is not for background work", async () => {
  const { way, between } = aSlowWay();
  const { sent, ask, pass } = await setup(5, between);
  for (let index = 0; index < 5; index += 1) void ask(0, "background");
  await pass(0);
  way.isSlow = true;
  const left = ask(0, "person", 1_000);
  await pass(1_000);
  expect(await left).toBeInstanceOf(NgrokRateLimitError);
  way.isSlow = false;
  way.letThrough();
  await pass(0);
  expect(sent).toHaveLength(4);
});

test("a clock that is set back neither opens the window early nor shuts it for long", async () => {
  const { clock, sent, ask, pass } = await setup(2);
  void ask(0);
  void ask(1);
  await pass(0);
  clock.step(-3_600_000);
  void ask(0);
  void ask(1);
  await pass(59_999);
  expect(sent).toHaveLength(2);
  await pass(1);
  await pass(100);
  expect(sent).toHaveLength(4);
});

/** Of what was sent: what was too much for its minute, or fell into a pause. */
function breaches(
  sent: { atMs: number; priority: Priority }[],
  pauses: { fromMs: number; toMs: number }[],
  perMinute: number,
) {
  return sent.filter(({ atMs, priority }, index) => {
    const window = sent.slice(0, index + 1).filter((other) => atMs - other.atMs < 60_000);
    const most = priority === "person" ? perMinute : Math.ceil(perMinute * 0.8);
    return window.length > most || pauses.some(({ fromMs, toMs }) => atMs > fromMs && atMs < toMs);
  });
}

const arrival = fc.record({
  afterMs: fc.integer({ min: 0, max: 15_000 }),
  process: fc.constantFrom(0, 1),
  priority: fc.constantFrom<Priority>("person", "background"),
  waitMs: fc.constantFrom(1_000, 30_000, 600_000),
  pauseMs: fc.option(fc.integer({ min: 1, max: 60_000 }), { freq: 9, nil: null }),
  setBackMs: fc.option(fc.integer({ min: 1, max: 90_000 }), { freq: 9, nil: null }),
});

test("however requests of two processes fall, no 60 s hold more than the limit, nor more of background work than its share", async () => {
  let everSent = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(arrival, { minLength: 10, maxLength: 60 }),
      async (perMinute, arrivals) => {
        const { clock, budgets, sent, ask, pass } = await setup(perMinute);
        const pauses: { fromMs: number; toMs: number }[] = [];
        for (const { afterMs, process, priority, waitMs, pauseMs, setBackMs } of arrivals) {
          await pass(afterMs);
          if (pauseMs !== null && pauseMs > 45_000) {
            await budgets[process]?.pause(pauseMs);
            await pass(0);
            pauses.push({ fromMs: clock.monotonicMs(), toMs: clock.monotonicMs() + pauseMs });
          }
          if (setBackMs !== null && setBackMs > 80_000) clock.step(-setBackMs);
          void ask(process, priority, waitMs);
        }
        await pass(700_000);
        expect(breaches(sent, pauses, perMinute)).toEqual([]);
        everSent += sent.length;
      },
    ),
    { numRuns: 40 },
  );
  // Of one run nothing may go: where all have a second, and a pause lasts longer.
  expect(everSent).toBeGreaterThan(40);
});
