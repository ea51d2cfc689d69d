import { afterEach, beforeEach, expect, test } from "vitest";
import type { Clock } from "../../src/clock.ts";
import { createFleet, type Fleet } from "../../src/operations/fleet.ts";
import { type Bench, createBench, json } from "../ngrok/loopback-server.ts";

let bench: Bench;
let fleet: Fleet;
let isShort = false;

beforeEach(async () => {
  bench = await createBench();
  isShort = true;
  let timers = 0;
  // As real timers do, each wakes a little later than it was set to.
  const clock: Clock = {
    ...bench.clock,
    setTimer: (callback, delayMs) => {
      timers += 1;
      return bench.clock.setTimer(callback, delayMs + timers);
    },
  };
  fleet = createFleet({ ...bench, clock, isShort: () => isShort });
  const session = { id: "ts_1", started_at: "2026-03-01T02:00:00Z" };
  bench.server.answer((response) => json(response, 200, { tunnel_sessions: [session] }));
});

afterEach(async () => {
  await bench.close();
});

async function readAnew(fetches: number) {
  for (let fetch = 1; fetch <= fetches; fetch += 1) {
    fleet.forget();
    await bench.outcome(fleet.sessions("decision"));
  }
  fleet.forget();
}

test("where the limit is short, the bot's own work gathers before the next fetch", async () => {
  await readAnew(5);
  const gathered = Promise.all([fleet.sessions("decision"), fleet.sessions("decision")]);
  await bench.clock.advance(9_900);
  expect(bench.server.received).toHaveLength(5);
  expect(await bench.outcome(gathered)).toHaveLength(2);
  expect(bench.server.received).toHaveLength(6);
  expect(bench.clock.monotonicMs()).toBeLessThan(12_000);
});

test("a person does not wait for that, and those who do share what he has read", async () => {
  await readAnew(5);
  const gathered = Promise.all([fleet.sessions("decision"), fleet.sessions("decision")]);
  await bench.clock.advance(20);
  await fleet.sessions("decision", { priority: "person" });
  expect(await gathered).toHaveLength(2);
  expect(bench.server.received).toHaveLength(6);
  expect(bench.clock.monotonicMs()).toBe(20);
});

test("who gives up while he gathers is told so at once, and the others get theirs", async () => {
  await readAnew(5);
  const abort = new AbortController();
  const given = fleet.sessions("decision", { signal: abort.signal });
  const other = fleet.sessions("decision");
  abort.abort(new Error("given up"));
  await expect(given).rejects.toThrow("given up");
  expect(await bench.outcome(other)).toHaveLength(1);
});

test("while there is room enough nobody gathers, and it is not counted against him later", async () => {
  isShort = false;
  await readAnew(30);
  isShort = true;
  await readAnew(5);
  expect(bench.clock.monotonicMs()).toBe(0);
  await bench.outcome(fleet.sessions("decision"));
  expect(bench.clock.monotonicMs()).toBeGreaterThanOrEqual(10_000);
  expect(bench.clock.monotonicMs()).toBeLessThan(12_000);
});

test("those which come due in one instant are served by two fetches, though none from before counts", async () => {
  await fleet.sessions("decision");
  const since = bench.clock.now();
  const looks = Array.from({ length: 8 }, () => fleet.session("ts_1", since));
  expect(await bench.outcome(Promise.all(looks))).toHaveLength(8);
  expect(bench.server.received).toHaveLength(3);
});

test("those that gather take the same fetch, whenever each came due", async () => {
  await readAnew(5);
  const looks = [];
  for (let due = 1; due <= 4; due += 1) {
    const since = bench.clock.now();
    await bench.clock.advance(2);
    looks.push(fleet.session("ts_1", since));
  }
  expect(await bench.outcome(Promise.all(looks))).toHaveLength(4);
  expect(bench.server.received).toHaveLength(6);
});

test("what was read before this machine slept counts no longer", async () => {
  await fleet.sessions("decision");
  await bench.clock.advance(100);
  bench.clock.step(60_000);
  await fleet.session("ts_1", new Date(bench.clock.now().getTime() - 30_000));
  expect(bench.server.received).toHaveLength(2);
});
