import type { Benchmark, Measured } from "./benchmark.ts";
import { machineWords } from "./machine.ts";

const UNMEASURED = "Not measured yet.";

/**
 * The page with the sections of what was measured, between `<!-- name -->` and `<!-- /name -->`.
 * @throws Error where a benchmark has no place on the page
 */
export function withFigures(
  page: string,
  benchmarks: readonly Benchmark[],
  measured: Readonly<Record<string, Measured>>,
): string {
  return benchmarks.reduce((text, benchmark) => {
    const figures = measured[benchmark.name];
    const lines = figures ? sectionOf(benchmark, figures) : [UNMEASURED];
    return withSection(text, benchmark.name, lines);
  }, page);
}

function sectionOf(benchmark: Benchmark, measured: Measured): string[] {
  const { machine, measuredOn, runs } = measured;
  const how = `Medians of ${runs} runs, ${measuredOn}, ${machineWords(machine)}.`;
  return [...benchmark.section(measured), "", how];
}

function withSection(page: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest] = page.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (rest === undefined || after === undefined)
    throw new Error(`docs/performance.md has no ${begin} … ${end}`);
  return `${before}${begin}\n${lines.join("\n")}\n${end}${after}`;
}
