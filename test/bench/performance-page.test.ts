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

test("what it says was measured in full, five times at least, and is measured still", () => {
  const names = benchmarks.map(({ name }) => name);
  for (const [name, { runs }] of Object.entries(figures)) {
    expect(names).toContain(name);
    expect(runs).toBeGreaterThanOrEqual(5);
  }
});

test("what was not measured is said to be so", () => {
  const empty = withFigures(page, benchmarks, {});
  expect(empty.match(/^Not measured yet\.$/gm)).toHaveLength(benchmarks.length);
});

test("the peers are of the versions that the bot uses itself", () => {
  const versions = (path: string) =>
    (JSON.parse(readFileSync(path, "utf8")) as { dependencies: Record<string, string> }).dependencies;
  const [own, peers] = [versions("package.json"), versions("bench/package.json")];
  const shared = Object.keys(peers).filter((name) => name in own);
  expect(shared).toEqual(["@slack/bolt", "undici"]);
  for (const name of shared) expect(peers[name]).toBe(own[name]);
});
