import type { Violation } from "../../evidence/evidence.ts";
import type { SoakCheck } from "../soak-evidence.ts";
import type { Vitals } from "../vitals.ts";

const MIB = 1024 * 1024;

/** Shares of the time in which people were at it: caches and code have grown to their size before the first. */
const EARLY = [0.3, 0.5] as const;
const LATE = [0.8, 1] as const;
/** Fewer looks say nothing. */
const LEAST_LOOKS = 4;

const LONG_SECONDS = 300;

interface Measure {
  name: string;
  unit: string;
  of(vitals: Vitals): number;
  /** How much more there may be late than early; in a long run both are behind the first minutes. */
  bound(early: number, isLong: boolean): number;
  /** From this length of the run on it is judged, in seconds. */
  fromSeconds: number;
}

const measures: readonly Measure[] = [
  {
    name: "heap after a collection",
    unit: "MiB",
    of: ({ heapBytes }) => heapBytes / MIB,
    bound: (early, isLong) => (isLong ? Math.max(3, early * 0.08) : Math.max(5, early * 0.12)),
    fromSeconds: 0,
  },
  {
    name: "memory outside of the heap",
    unit: "MiB",
    of: ({ externalBytes }) => externalBytes / MIB,
    bound: () => 4,
    fromSeconds: 0,
  },
  {
    name: "resident memory",
    unit: "MiB",
    of: ({ rssBytes }) => rssBytes / MIB,
    bound: (early) => Math.max(16, early * 0.15),
    // V8 takes it from the system in steps, and gives little back, in the first minutes.
    fromSeconds: LONG_SECONDS,
  },
];

/** So long it may not work at one thing, in real time. What waits for a busy machine has worked less than half of it. */
const LONGEST_DELAY_MS = 1_000;

export interface Flatness {
  name: string;
  unit: string;
  early: number;
  late: number;
  bound: number;
  /** Whether the run was long enough to tell. */
  counts: boolean;
}

/** Each measure early in the run and late; null where there were too few looks to tell. */
export function flatnessOf(vitals: readonly Vitals[]): Flatness[] | null {
  const early = within(vitals, EARLY);
  const late = within(vitals, LATE);
  if (early.length < LEAST_LOOKS || late.length < LEAST_LOOKS) return null;
  const lengthSeconds = vitals.at(-1)?.second ?? 0;
  return measures.map(({ name, unit, of, bound, fromSeconds }) => {
    const before = median(early.map(of));
    const counts = lengthSeconds >= fromSeconds;
    const allowed = bound(before, lengthSeconds >= LONG_SECONDS);
    return { name, unit, early: before, late: median(late.map(of)), bound: allowed, counts };
  });
}

export const checkFlatness: SoakCheck = ({ vitals }) => {
  const flatness = flatnessOf(vitals);
  if (!flatness) return [violation(`only ${vitals.length} looks at the process, which show nothing`)];
  return flatness
    .filter(({ early, late, bound, counts }) => counts && late - early > bound)
    .map(({ name, unit, early, late, bound }) =>
      violation(
        `${name}: ${early.toFixed(1)} ${unit} early, ${late.toFixed(1)} late, more than ${bound.toFixed(1)} above it`,
      ),
    );
};

/** Timers of the Homes that are kept, and of the next looks. */
const MORE_WHEN_IDLE = 12;

/** Sockets, timers and the like when least is going on: what nobody lets go of any more is there always. */
export function leastResources(vitals: readonly Vitals[]): number {
  return Math.min(
    ...vitals.map(({ resources }) => Object.values(resources).reduce((sum, one) => sum + one, 0)),
  );
}

export const checkResources: SoakCheck = ({ idle }) => {
  const [before, after] = [leastResources(idle.before), leastResources(idle.after)];
  return after - before <= MORE_WHEN_IDLE
    ? []
    : [violation(`${after} sockets, timers and the like when all was at its end, ${before} before it began`)];
};

export const checkDelays: SoakCheck = ({ vitals }) =>
  vitals
    .filter(({ delayMs, cpuMs }) => delayMs.longest > LONGEST_DELAY_MS && cpuMs > LONGEST_DELAY_MS / 2)
    .map(({ second, delayMs }) => ({
      promise: "never long at one thing",
      operationId: null,
      words: `before second ${Math.round(second)} the thread was held up for ${Math.round(delayMs.longest)} ms`,
    }));

function within(vitals: readonly Vitals[], [from, to]: readonly [number, number]): Vitals[] {
  const last = vitals.at(-1)?.second ?? 0;
  return vitals.filter(({ second }) => second >= from * last && second <= to * last);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}

function violation(words: string): Violation {
  return { promise: "memory is flat", operationId: null, words };
}
