import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { createLookupCache, type LookupFailure, type Patience } from "../src/lookup-cache.ts";
import { createManualClock } from "./support/manual-clock.ts";

const patience: Patience = { ms: 1_000, over: () => new Promise(() => {}), isIdle: false };
const idle: Patience = { ...patience, isIdle: true };
const passing: LookupFailure = { retryAfterMs: null, isLasting: false };

/** Lookups fail as long as `failure` says how. */
function createWorld({ failure = null as LookupFailure | null } = {}) {
  const clock = createManualClock();
  const world = { failure };
  const asked: number[] = [];
  const cache = createLookupCache({
    clock,
    lookUp: async (key) => {
      asked.push(clock.monotonicMs() / 1_000);
      if (world.failure) throw new Error("Slack says no");
      return { key };
    },
    failed: () => world.failure ?? passing,
  });
  /** Asks once a second. */
  const askFor = async (seconds: number, how = patience) => {
    for (let second = 0; second < seconds; second += 1) {
      await cache.get("U0", how);
      await setImmediate();
      await clock.advance(1_000);
    }
  };
  return { clock, asked, cache, world, askFor };
}

test("who is asked for again and again is looked up once in 50 s, and known all the time", async () => {
  const { asked, cache, askFor } = createWorld();
  await askFor(200);
  expect(asked).toEqual([0, 50, 100, 150]);
  expect(await cache.get("U0", patience)).toEqual({ isKnown: true, value: { key: "U0" } });
});

test("nobody is looked up whom nobody asks for", async () => {
  const { clock, asked, cache } = createWorld();
  await cache.get("U0", patience);
  await clock.advance(600_000);
  expect(asked).toEqual([0]);
});

test("who is asked for idly is looked up once a minute, whatever comes of it", async () => {
  const { asked, world, askFor } = createWorld();
  await askFor(180, idle);
  expect(asked).toEqual([0, 60, 120]);
  world.failure = passing;
  await askFor(180, idle);
  expect(asked).toEqual([0, 60, 120, 180, 240, 300]);
});

describe("a lookup that failed", () => {
  test.each<[string, LookupFailure, number[]]>([
    ["is not made again for 20 s", passing, [0, 20, 40, 60, 80, 100]],
    ["nor for as long as Slack says", { retryAfterMs: 45_000, isLasting: false }, [0, 45, 90]],
    [
      "is made again after 20 s where Slack says less",
      { retryAfterMs: 1_000, isLasting: false },
      [0, 20, 40, 60, 80, 100],
    ],
    [
      "is made again after a minute where Slack says more",
      { retryAfterMs: 600_000, isLasting: false },
      [0, 60],
    ],
    ["is made again after a minute where it lasts", { retryAfterMs: null, isLasting: true }, [0, 60]],
  ])("%s", async (_, failure, times) => {
    const { asked, cache, askFor } = createWorld({ failure });
    await askFor(119);
    expect(asked).toEqual(times);
    expect(await cache.get("U0", patience)).toEqual({ isKnown: false, isLasting: failure.isLasting });
  });

  test("leaves what was known until it is a minute old, and is over with the next that does not fail", async () => {
    const { asked, cache, world, askFor } = createWorld();
    await askFor(1);
    world.failure = passing;
    await askFor(58);
    expect(await cache.get("U0", patience)).toMatchObject({ isKnown: true });
    await askFor(2);
    expect(await cache.get("U0", patience)).toEqual({ isKnown: false, isLasting: false });
    world.failure = null;
    await askFor(60);
    expect(await cache.get("U0", patience)).toMatchObject({ isKnown: true });
    expect(asked).toEqual([0, 50, 70, 120]);
  });
});

test("an answer that was on its way for a minute is not used", async () => {
  const clock = createManualClock();
  const answers: ((value: string) => void)[] = [];
  const cache = createLookupCache<string>({
    clock,
    lookUp: () => new Promise((answer) => answers.push(answer)),
    failed: () => passing,
  });
  const asked = cache.get("U0", patience);
  await clock.advance(60_000);
  answers[0]?.("a member");
  expect(await asked).toEqual({ isKnown: false, isLasting: false });
});

test("whom nobody asked for in a minute is forgotten", async () => {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  const { clock, cache } = createWorld();
  const first = async () => {
    const answer = await cache.get("U0", patience);
    if (!answer.isKnown) throw new Error("U0 is not known");
    return new WeakRef(answer.value);
  };
  const remembered = await first();
  const isThere = async (another: string) => {
    await cache.get(another, patience);
    await setImmediate();
    collectGarbage();
    return remembered.deref() !== undefined;
  };
  await clock.advance(59_999);
  expect(await isThere("U1")).toBe(true);
  await clock.advance(1);
  expect(await isThere("U2")).toBe(false);
});

test("whoever asks idly in the instant in which an answer becomes a minute old still has it", async () => {
  let nowMs = 0;
  let isTicking = false;
  const monotonicMs = () => {
    const atMs = nowMs;
    if (isTicking) nowMs += 1;
    return atMs;
  };
  const clock = { ...createManualClock(), monotonicMs };
  const cache = createLookupCache({ clock, failed: () => passing, lookUp: async () => "known" });
  await cache.get("U0", idle);
  nowMs = 59_999;
  isTicking = true;
  expect(await cache.get("U0", idle)).toEqual({ isKnown: true, value: "known" });
});
