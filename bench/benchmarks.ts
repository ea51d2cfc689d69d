import type { Benchmark } from "./benchmark.ts";
import { footprint } from "./footprint/footprint.ts";
import { waiting } from "./waiting/waiting.ts";

/** In the order in which they run. */
export const benchmarks: readonly Benchmark[] = [waiting, footprint];
