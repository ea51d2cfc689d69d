import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Measured } from "../../bench/benchmark.ts";
import { benchmarks } from "../../bench/benchmarks.ts";
import { withFigures } from "../../bench/performance-page.ts";

const page = readFileSync("docs/performance.md", "utf8");
const figures = JSON.parse(readFileSync("bench/figures.json", "utf8")) as Record<string, Measured>;

test("the page says what was measured, and nothing else", () => {
  expect(withFigures(page, benchmarks, figures)).toBe(page);
});

test("every benchmark was measured in full, five times at least", () => {
  const runs = benchmarks.map(({ name }) => [name, (figures[name]?.runs ?? 0) >= 5]);
  expect(runs).toEqual(benchmarks.map(({ name }) => [name, true]));
  expect(Object.keys(figures).sort()).toEqual(benchmarks.map(({ name }) => name).sort());
});

test("the peers are of the versions that the bot uses itself", () => {
  const versions = (path: string) =>
    (JSON.parse(readFileSync(path, "utf8")) as { dependencies: Record<string, string> }).dependencies;
  const [own, peers] = [versions("package.json"), versions("bench/package.json")];
  const shared = Object.keys(peers).filter((name) => name in own);
  expect(shared).toEqual(["@slack/bolt", "undici"]);
  for (const name of shared) expect(peers[name]).toBe(own[name]);
});
