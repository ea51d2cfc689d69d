import type { Logger } from "pino";
import { type Clock, isDoneWithin } from "../clock.ts";
import type { RecordFigures } from "../store/record-figures.ts";
import type { Store } from "../store/store.ts";
import type { Gauges } from "./meter.ts";
import type { Vitals } from "./vitals.ts";

/** However often it is scraped, the record is read no more often than this. */
const FRESH_MS = 10_000;
/** Of the world's time. A scrape waits no longer for the record than this, and goes without its figures. */
const READ_LIMIT_MS = 2_000;

interface Read {
  atMs: number;
  figures: RecordFigures;
  /** Of all processes together; null where there is only this one. */
  requestsSent: number | null;
}

/** Sets the gauges to what is so now. Scrapes at the same time share one read of the record. */
export function createSnapshot(deps: { clock: Clock; logger: Logger; gauges: Gauges; vitals: Vitals }) {
  const { clock, gauges, vitals } = deps;
  const limitMs = READ_LIMIT_MS * (clock.rate || 1);
  let store: Store | null = null;
  let budget: { left(): number; perMinute: number } | null = null;
  let last: Read | null = null;
  let reading: Promise<void> | null = null;

  const read = async (from: Store) => {
    const figures = await from.figures.read();
    const requestsSent = (await from.requestWindow?.sent()) ?? null;
    last = { atMs: clock.monotonicMs(), figures, requestsSent };
  };

  const refresh = async () => {
    if (!store || (last && clock.monotonicMs() - last.atMs < FRESH_MS)) return;
    reading ??= read(store).finally(() => {
      reading = null;
    });
    const isDone = await isDoneWithin(clock, limitMs, reading).catch((error: unknown) => {
      deps.logger.info({ err: error }, "Record could not be read for the metrics");
      return false;
    });
    if (!isDone) last = null;
  };

  return {
    watchStore: (watched: Store) => {
      store = watched;
    },
    watchBudget: (watched: { left(): number; perMinute: number }) => {
      budget = watched;
    },
    /** Never rejects. What could not be read is left out of the scrape, rather than told as it was. */
    take: async () => {
      await refresh();
      gauges.sockets.set(vitals.sockets());
      gauges.databaseUp.set(vitals.isDatabaseUp() ? 1 : 0);
      if (budget) gauges.requestsLeft.set(leftOf(budget, last));
      showFigures(gauges, last?.figures ?? null, store?.clock.now() ?? clock.now());
    },
  };
}

function leftOf(budget: { left(): number; perMinute: number }, last: Read | null): number {
  const sent = last?.requestsSent ?? 0;
  return Math.max(0, Math.min(budget.left(), budget.perMinute - sent));
}

/** In one go, so that no scrape sees half of it. */
function showFigures(gauges: Gauges, figures: RecordFigures | null, now: Date): void {
  const { operations, oldest, cardsBehind, cardLag } = gauges;
  for (const gauge of [operations, oldest]) gauge.reset();
  for (const gauge of [cardsBehind, cardLag]) gauge.remove();
  if (!figures) return;
  for (const { kind, state, count, since } of figures.open) {
    operations.set({ kind, state }, count);
    oldest.set({ kind, state }, secondsSince(since, now));
  }
  cardsBehind.set(figures.unshown.count);
  cardLag.set(figures.unshown.since ? secondsSince(figures.unshown.since, now) : 0);
}

function secondsSince(at: Date, now: Date): number {
  return Math.max(0, (now.getTime() - at.getTime()) / 1000);
}
