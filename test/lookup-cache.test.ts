import { expect, test } from "vitest";
import { createLookupCache } from "../src/lookup-cache.ts";
import { createManualClock } from "./support/manual-clock.ts";

const never = () => new Promise<void>(() => {});

function createWorld() {
  const clock = createManualClock();
  const asked: string[] = [];
  const cache = createLookupCache({
    clock,
    patienceMs: 1_000,
    lookUp: async (key) => asked.push(key),
    onError: (_, error) => {
      throw error;
    },
  });
  return { clock, asked, cache };
}

test("whom nobody asked for in a minute is forgotten", async () => {
  const { clock, cache } = createWorld();
  for (let at = 0; at < 100; at += 1) await cache.get(`U${at}`, never);
  expect(cache.size).toBe(100);
  await clock.advance(59_999);
  await cache.get("U0", never);
  expect(cache.size).toBe(100);
  await clock.advance(1);
  await cache.get("U0", never);
  expect(cache.size).toBe(1);
});

test("who is asked for again and again is looked up once in 30 s", async () => {
  const { clock, asked, cache } = createWorld();
  for (let seconds = 0; seconds < 120; seconds += 1) {
    await cache.get("U0", never);
    await clock.advance(1_000);
  }
  expect(asked).toHaveLength(4);
  expect(cache.size).toBe(1);
});
