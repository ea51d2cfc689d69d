import { expect, test } from "vitest";
import { failed, ok } from "../../src/doctor/check.ts";
import { runChecks } from "../../src/doctor/run-checks.ts";
import { createManualClock } from "../support/manual-clock.ts";

test("a check that gets no answer fails at its limit, is told so, and holds nobody up", async () => {
  const clock = createManualClock();
  let isOver = false;
  const told: string[] = [];
  const running = runChecks({
    clock,
    limitMs: 15_000,
    told: ({ name }) => told.push(name),
    checks: [
      {
        name: "hung",
        run: (signal) => {
          signal.addEventListener("abort", () => {
            isOver = true;
          });
          return new Promise(() => {});
        },
      },
      { name: "after it", needs: ["hung"], run: async () => ok("fine") },
      { name: "quick", run: async () => ok("fine") },
    ],
  });
  await clock.advance(0);
  await clock.advance(14_999);
  expect(told).toEqual([]);
  await clock.advance(1);
  const results = await running;
  expect(results.map(({ name, verdict, found }) => `${name} ${verdict}: ${found}`)).toEqual([
    "hung failed: no answer within 15 s",
    "after it unchecked: as hung failed",
    "quick ok: fine",
  ]);
  expect(told).toEqual(["hung", "after it", "quick"]);
  expect(isOver).toBe(true);
  expect(clock.timers).toBe(0);
});

test("what hangs on an unchecked one is unchecked as well, and a fault of a check is told as such", async () => {
  const checks = [
    { name: "first", run: async () => failed("broken", "Mend it.") },
    { name: "second", needs: ["first"], run: async () => ok("fine") },
    { name: "third", needs: ["second"], run: async () => ok("fine") },
    { name: "faulty", run: () => Promise.reject(new Error("no such thing")) },
  ];
  const results = await runChecks({ checks, clock: createManualClock(), limitMs: 1000 });
  expect(results.slice(2).map(({ verdict, found }) => `${verdict}: ${found}`)).toEqual([
    "unchecked: as second was not checked",
    "failed: it could not be checked: no such thing",
  ]);
});

test("what is ended from outside ends at once, whatever hangs, and begins nothing any more", async () => {
  const clock = createManualClock();
  const ended = new AbortController();
  const hung = Promise.withResolvers<AbortSignal>();
  const begun: string[] = [];
  const running = runChecks({
    clock,
    limitMs: 15_000,
    signal: ended.signal,
    checks: [
      {
        name: "hung",
        run: (signal) => {
          hung.resolve(signal);
          return new Promise(() => {});
        },
      },
      {
        name: "after it",
        needs: ["hung"],
        run: async () => {
          begun.push("after it");
          return ok("fine");
        },
      },
    ],
  });
  const signal = await hung.promise;
  ended.abort();
  expect(signal.aborted).toBe(true);
  expect((await running).map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    "hung unchecked",
    "after it unchecked",
  ]);
  expect(begun).toEqual([]);
  expect(clock.timers).toBe(0);
  const late = await runChecks({
    clock,
    limitMs: 15_000,
    signal: ended.signal,
    checks: [{ name: "too late", run: () => Promise.reject(new Error("it was begun")) }],
  });
  expect(late).toMatchObject([{ verdict: "unchecked" }]);
});
