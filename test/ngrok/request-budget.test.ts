import { expect, test } from "vitest";
import { NgrokConnectionError, NgrokRateLimitError } from "../../src/ngrok/errors.ts";
import { createRequestBudget, type Priority } from "../../src/ngrok/request-budget.ts";
import { createManualClock } from "../support/manual-clock.ts";

function setup(perMinute: number) {
  const clock = createManualClock();
  const budget = createRequestBudget({ clock, perMinute });
  const went: string[] = [];
  const ask = (name: string, priority: Priority = "person", waitMs = 600_000, signal?: AbortSignal) =>
    budget.take({ priority, waitMs, signal }).then(
      () => went.push(`${name} at ${clock.monotonicMs() / 1000}`),
      (error: unknown) => error,
    );
  // A turn first, so that what was granted is noted at its own time.
  const pass = async (ms: number) => {
    await clock.advance(0);
    await clock.advance(ms);
  };
  return { clock, pass, budget, went, ask };
}

test("no 60 s hold more than the limit, however the requests fall", async () => {
  const { pass, went, ask } = setup(3);
  void ask("a");
  await pass(20_000);
  for (const name of ["b", "c", "d", "e", "f", "g"]) void ask(name);
  await pass(200_000);
  expect(went).toEqual(["a at 0", "b at 20", "c at 20", "d at 60", "e at 80", "f at 80", "g at 120"]);
});

test("people go before background work that asked earlier, each kind in its order", async () => {
  const { pass, went, ask } = setup(1);
  void ask("first");
  void ask("background 1", "background");
  void ask("background 2", "background");
  void ask("person 1");
  void ask("person 2");
  await pass(300_000);
  expect(went.map((entry) => entry.split(" at ")[0])).toEqual([
    "first",
    "person 1",
    "person 2",
    "background 1",
    "background 2",
  ]);
});

test("background work leaves one request in five to people", async () => {
  const { pass, went, ask } = setup(10);
  for (let index = 0; index < 10; index += 1) void ask(`background ${index}`, "background");
  void ask("person 1");
  void ask("person 2");
  await pass(0);
  expect(went).toHaveLength(10);
  expect(went.slice(8)).toEqual(["person 1 at 0", "person 2 at 0"]);
  await pass(60_000);
  expect(went).toHaveLength(12);
});

test("a wait that cannot be kept is refused at once and says how long it would be", async () => {
  const { pass, ask, went } = setup(2);
  void ask("a");
  await pass(10_000);
  void ask("b");
  void ask("c");
  await pass(0);
  const refusal = await ask("d", "person", 30_000);
  expect(refusal).toBeInstanceOf(NgrokRateLimitError);
  expect(refusal).toMatchObject({ retryAfterMs: 60_000, outcome: "not-done" });
  await pass(120_000);
  expect(went).toEqual(["a at 0", "b at 10", "c at 60"]);
});

test("a wait that others made too long ends at its limit", async () => {
  const { pass, clock, ask, went } = setup(1);
  void ask("a");
  const late = ask("background", "background", 90_000);
  void ask("person");
  await pass(89_999);
  expect(went).toEqual(["a at 0", "person at 60"]);
  await pass(1);
  expect(await late).toBeInstanceOf(NgrokRateLimitError);
  await pass(300_000);
  expect(went).toHaveLength(2);
  expect(clock.timers).toBe(0);
});

test("who gives up while waiting takes no request, and those behind move up", async () => {
  const { pass, ask, went } = setup(1);
  const giveUp = new AbortController();
  void ask("a");
  const given = ask("b", "person", 600_000, giveUp.signal);
  void ask("c");
  await pass(1_000);
  giveUp.abort(new Error("closed"));
  expect(await given).toBeInstanceOf(NgrokConnectionError);
  expect(await ask("d", "person", 600_000, giveUp.signal)).toMatchObject({ outcome: "not-done" });
  await pass(120_000);
  expect(went).toEqual(["a at 0", "c at 60"]);
});

test("no timer is left once nobody waits", async () => {
  const { clock, pass, ask } = setup(1);
  const giveUp = new AbortController();
  void ask("a");
  void ask("b", "person", 600_000, giveUp.signal);
  await pass(0);
  giveUp.abort();
  expect(clock.timers).toBe(0);
});

test("after a pause all wait, and a shorter pause does not end it", async () => {
  const { pass, budget, ask, went } = setup(5);
  await budget.pause(20_000);
  await budget.pause(1_000);
  void ask("a");
  await pass(19_999);
  expect(went).toEqual([]);
  await pass(1);
  expect(went).toEqual(["a at 20"]);
});

test("a pause also holds those who already wait", async () => {
  const { pass, budget, ask, went } = setup(1);
  void ask("a");
  void ask("b");
  await pass(50_000);
  await budget.pause(30_000);
  await pass(60_000);
  expect(went).toEqual(["a at 0", "b at 80"]);
});

test("a step of the wall clock shortens no wait", async () => {
  const { pass, clock, ask, went } = setup(1);
  void ask("a");
  void ask("b");
  clock.step(3_600_000);
  await pass(59_000);
  expect(went).toEqual(["a at 0"]);
});

test("room is short while more than half of it was used in the last minute, or nobody sends", async () => {
  const { pass, budget, ask } = setup(4);
  void ask("a");
  void ask("b");
  expect(budget.isShort()).toBe(false);
  await pass(30_000);
  void ask("c");
  expect(budget.isShort()).toBe(true);
  await pass(30_000);
  expect(budget.isShort()).toBe(false);
  await budget.pause(1_000);
  expect(budget.isShort()).toBe(true);
});

test.each([0, -1, 1.5, Number.NaN])("a limit of %d is refused", (perMinute) => {
  expect(() => setup(perMinute)).toThrow(RangeError);
});
