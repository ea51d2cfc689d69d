import type { Machine } from "./machine.ts";

/** Small shows that a benchmark works, and nothing else. Figures come from a full one. */
export type Size = "full" | "small";

export interface Bench {
  size: Size;
  /** Of each variant; a small benchmark makes one. */
  runs: number;
  print(line: string): void;
}

/** What was measured, as it is kept in `bench/figures.json`. */
export interface Measured {
  machine: Machine;
  measuredOn: string;
  runs: number;
  figures: unknown;
}

export interface Benchmark {
  /** Of its section in `docs/performance.md`, and for `--only`. */
  name: string;
  measure(bench: Bench): Promise<unknown>;
  /** Its section, in Markdown, from nothing but what was measured. */
  section(measured: Measured): string[];
}

/** `Figures` must be what JSON can hold. */
export function defineBenchmark<Figures>(benchmark: {
  name: string;
  measure(bench: Bench): Promise<Figures>;
  section(figures: Figures, measured: Measured): string[];
}): Benchmark {
  const { name, measure, section } = benchmark;
  return { name, measure, section: (measured) => section(measured.figures as Figures, measured) };
}
