import { parseArgs } from "node:util";
import type { Size } from "./benchmark.ts";

export interface Options {
  size: Size;
  /** The names of what is measured; empty: all. */
  only: string[];
}

export const USAGE = `npm run bench -- [options]
  --only NAMES   of all benchmarks these alone, separated by commas
  --small        shows in little time that they work; writes nothing, as its figures say nothing
Writes what a full run measures to bench/figures.json and docs/performance.md.`;

/** @throws Error with words for whoever typed it */
export function parseOptions(args: readonly string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string" }, small: { type: "boolean" } },
  });
  const only = values.only?.split(",") ?? [];
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no ${unknown.join(", ")}. There are ${names.join(", ")}.`);
  return { size: values.small ? "small" : "full", only };
}
