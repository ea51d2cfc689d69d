import pino from "pino";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createGauges } from "../../src/health/meter.ts";
import { createSnapshot } from "../../src/health/snapshot.ts";
import { createVitals } from "../../src/health/vitals.ts";
import type { RecordFigures } from "../../src/store/record-figures.ts";
import type { Store } from "../../src/store/store.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { readMetrics } from "./health-world.ts";

/** Gauges over a record that answers as it is told to. */
function aSnapshot() {
  const clock = createManualClock();
  const registry = new Registry();
  const { signal } = new AbortController();
  const snapshot = createSnapshot({
    clock,
    logger: pino({ level: "silent" }),
    gauges: createGauges(registry, "1.0.0"),
    vitals: createVitals({ clock, signal }),
  });
  const since = clock.now();
  const figures: RecordFigures = {
    open: [{ kind: "session-stop", state: "confirming", count: 2, since }],
    unshown: { count: 1, since },
  };
  const record = { reads: 0, answer: (): Promise<RecordFigures> => Promise.resolve(figures), sent: 30 };
  const read = () => {
    record.reads += 1;
    return record.answer();
  };
  // The two parts of a store that a scrape asks.
  const requestWindow = { sent: async () => record.sent };
  snapshot.watchStore({ figures: { read }, requestWindow, clock } as unknown as Store);
  return { clock, record, snapshot, seen: async () => readMetrics(await registry.metrics()) };
}

test("scrapes at once, and within 10 s, share one read of the record; what ages goes on ageing", async () => {
  const { clock, record, snapshot, seen } = aSnapshot();
  await Promise.all([snapshot.take(), snapshot.take()]);
  await clock.advance(9_000);
  await snapshot.take();
  expect(record.reads).toBe(1);
  expect((await seen()).sum("ngrok_chatops_operation_oldest_seconds")).toBe(9);
  expect((await seen()).sum("ngrok_chatops_card_lag_seconds")).toBe(9);
  await clock.advance(1_000);
  await snapshot.take();
  expect(record.reads).toBe(2);
});

test("what all processes together have sent is taken off what is left", async () => {
  const { snapshot, record, clock, seen } = aSnapshot();
  let left = 90;
  snapshot.watchBudget({ left: () => left, perMinute: 100 });
  await snapshot.take();
  expect((await seen()).sum("ngrok_chatops_ngrok_requests_left")).toBe(70);
  left = 0;
  await snapshot.take();
  expect((await seen()).sum("ngrok_chatops_ngrok_requests_left")).toBe(0);
  left = 100;
  record.sent = 130;
  await clock.advance(10_000);
  await snapshot.take();
  expect((await seen()).sum("ngrok_chatops_ngrok_requests_left")).toBe(0);
});

test.each<[string, () => Promise<RecordFigures>]>([
  ["fails", () => Promise.reject(new Error("away"))],
  ["hangs", () => new Promise(() => {})],
])("a record that %s is left out of the scrape within 2 s, rather than told as it was", async (_, answer) => {
  const { clock, record, snapshot, seen } = aSnapshot();
  await snapshot.take();
  expect((await seen()).samples("ngrok_chatops_operations")).toHaveLength(1);
  await clock.advance(10_000);
  record.answer = answer;
  const taken = snapshot.take();
  await clock.advance(2_000);
  await taken;
  const { samples } = await seen();
  for (const name of ["operations", "operation_oldest_seconds", "cards_behind", "card_lag_seconds"]) {
    expect(samples(`ngrok_chatops_${name}`)).toEqual([]);
  }
  expect(samples("ngrok_chatops_slack_sockets")).toHaveLength(1);
});
