import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { openLoop } from "../../bench/ack/open-loop.ts";

const HELD_UP_MS = 60;

test("what is sent late because the sender was held up counts from when it was due", async () => {
  const { latenciesMs, lateMs } = await openLoop({ perSecond: 100, seconds: 0.03 }, async (number) => {
    const untilMs = performance.now() + HELD_UP_MS;
    while (number === 0 && performance.now() < untilMs);
  });
  expect(latenciesMs).toHaveLength(3);
  expect(latenciesMs[1]).toBeGreaterThanOrEqual(HELD_UP_MS - 10);
  expect(lateMs).toBeGreaterThanOrEqual(HELD_UP_MS - 10);
});

test("it sends on while nothing is answered", async () => {
  const sent: number[] = [];
  const last = Promise.withResolvers<void>();
  const { latenciesMs } = await openLoop({ perSecond: 200, seconds: 0.02 }, async (number) => {
    sent.push(number);
    if (number === 3) last.resolve();
    await last.promise;
  });
  expect(sent).toEqual([0, 1, 2, 3]);
  expect(latenciesMs).toHaveLength(4);
});

test("what cannot be sent is an error, once all has been tried", async () => {
  const run = openLoop({ perSecond: 200, seconds: 0.02 }, async (number) => {
    await delay(1);
    if (number === 1) throw new Error("No socket is open");
  });
  await expect(run).rejects.toThrow("No socket is open");
});
