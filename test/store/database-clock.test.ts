import { expect, test } from "vitest";
import { startStopwatch } from "../../src/clock.ts";
import { createDatabaseClock } from "../../src/store/database-clock.ts";
import { createManualClock } from "../support/manual-clock.ts";

function aClock(rate: number) {
  const manual = createManualClock();
  const { clock, measure, isKnown } = createDatabaseClock({ ...manual, rate });
  return {
    manual,
    clock,
    isKnown,
    now: () => clock.now(),
    measure: (offsetMs: number, roundTripMs: number) => measure({ offsetMs, roundTripMs }),
    leadMs: () => clock.now().getTime() - manual.now().getTime(),
  };
}

test("a measured lead is added to the time", () => {
  const { measure, leadMs } = aClock(1);
  expect(leadMs()).toBe(0);
  measure(-1500, 4);
  expect(leadMs()).toBe(-1500);
});

test("the sample with the shortest round trip counts, for a minute", async () => {
  const { manual, measure, leadMs } = aClock(1);
  measure(100, 10);
  measure(130, 80);
  expect(leadMs()).toBe(100);
  measure(101, 5);
  expect(leadMs()).toBe(101);
  await manual.advance(60_001);
  measure(120, 90);
  expect(leadMs()).toBe(120);
});

test("a step of the database's clock counts at once, however long the round trip", () => {
  const { measure, leadMs } = aClock(1);
  measure(100, 5);
  measure(5000, 80);
  expect(leadMs()).toBe(5000);
});

test("a step of this machine's clock changes nothing, neither before the next look nor after it", () => {
  const { manual, measure, now } = aClock(1);
  measure(100, 5);
  const before = now();
  manual.step(3_600_000);
  expect(now()).toEqual(before);
  measure(100 - 3_600_000, 80);
  expect(now()).toEqual(before);
});

test("a sleep of this machine is made up for at the next look, and a stopwatch tells it before", () => {
  const { manual, clock, measure, now } = aClock(1);
  measure(0, 5);
  const before = now().getTime();
  const elapsedMs = startStopwatch(clock);
  manual.step(60_000);
  expect(elapsedMs()).toBe(60_000);
  measure(0, 80);
  expect(now().getTime() - before).toBe(60_000);
});

test("from a sleep or a step until the next look, however slow, the time is not known", async () => {
  const { manual, measure, isKnown } = aClock(1);
  measure(0, 5);
  await manual.advance(3_600_000);
  expect(isKnown()).toBe(true);
  for (const stepMs of [60_000, -60_000]) {
    manual.step(stepMs);
    expect(isKnown()).toBe(false);
    measure(0, 80);
    expect(isKnown()).toBe(true);
  }
});

test("on a clock of another pace the lead is as much longer, and one moved by hand stays as it is", () => {
  const [fast, byHand] = [aClock(20), aClock(0)];
  fast.measure(300, 5);
  byHand.measure(300, 5);
  expect([fast.leadMs(), byHand.leadMs()]).toEqual([6000, 0]);
});
