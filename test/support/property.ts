import type fc from "fast-check";

/** Of the properties about hostile input: the same each time, or what FUZZ_SEED and FUZZ_RUNS say. */
export function propertyOptions(runs: number): fc.Parameters<unknown> {
  const { FUZZ_SEED, FUZZ_RUNS } = process.env;
  return { seed: Number(FUZZ_SEED ?? 20_260_301), numRuns: Number(FUZZ_RUNS ?? runs), endOnFailure: true };
}
