import type { Violation } from "../../evidence/evidence.ts";
import type { SoakCheck } from "../soak-evidence.ts";
import type { Vitals } from "../vitals.ts";

const MIB = 1024 * 1024;

/** Shares of the time in which people were at it: caches and code have grown to their size before the first. */
const EARLY = [0.3, 0.5] as const;
const LATE = [0.8, 1] as const;
/** Fewer looks say nothing. */
const LEAST_LOOKS = 4;

interface Measure {
  name: string;
  unit: string;
  of(vitals: Vitals): number;
  /** What stands for all looks at one part of the run. */
  typical(values: readonly number[]): number;
  /** How much more there may be late than early. */
  bound(early: number): number;
  /** From this length of the run on it is judged, in seconds. */
  fromSeconds: number;
}

const measures: readonly Measure[] = [
  {
    name: "heap after a collection",
    unit: "MiB",
    of: ({ heapBytes }) => heapBytes / MIB,
    typical: median,
    bound: (early) => Math.max(3, early * 0.08),
    fromSeconds: 0,
  },
  {
    name: "memory outside of the heap",
    unit: "MiB",
    of: ({ externalBytes }) => externalBytes / MIB,
    typical: median,
    bound: () => 4,
    fromSeconds: 0,
  },
  {
    name: "resident memory",
    unit: "MiB",
    of: ({ rssBytes }) => rssBytes / MIB,
    typical: median,
    bound: (early) => Math.max(16, early * 0.15),
    // V8 takes it from the system in steps, and gives little back, in the first minutes.
    fromSeconds: 300,
  },
  {
    name: "sockets, timers and the like when least is going on",
    unit: "",
    of: ({ resources }) => Object.values(resources).reduce((sum, count) => sum + count, 0),
    // What is in hand comes and goes; what nobody lets go of any more is there always.
    typical: (values) => Math.min(...values),
    bound: () => 8,
    fromSeconds: 0,
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
  return measures.map(({ name, unit, of, typical, bound, fromSeconds }) => {
    const before = typical(early.map(of));
    const counts = lengthSeconds >= fromSeconds;
    return { name, unit, early: before, late: typical(late.map(of)), bound: bound(before), counts };
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
