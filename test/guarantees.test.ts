import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Figures } from "../sandbox/crash/figures.ts";
import { withFigures } from "../sandbox/crash/guarantees-page.ts";

const page = readFileSync("docs/guarantees.md", "utf8");
const published = JSON.parse(readFileSync("docs/campaign.json", "utf8")) as Figures[];

describe("the promises", () => {
  const rows = page.split("\n").filter((line) => /^\| [A-Z].*`test\//.test(line));
  const shownBy = (row: string) => [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path ?? "");

  test("each name tests that exist", () => {
    expect(rows.length).toBeGreaterThan(30);
    const missing = rows.flatMap(shownBy).filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });

  test("none goes without a test", () => {
    const promises = page.slice(0, page.indexOf("## The crash campaign")).split("\n");
    const bare = promises.filter((line) => /^\| [A-Z]/.test(line) && shownBy(line).length === 0);
    expect(bare).toEqual([]);
  });
});

describe("the figures of the campaign", () => {
  test("are there, for each database, and found nothing", () => {
    expect(published.map(({ database, processes }) => `${database} ${processes}`)).toEqual([
      "sqlite 1",
      "postgres 1",
      "postgres 3",
    ]);
    expect(published.map(({ violations }) => violations)).toEqual([0, 0, 0]);
    const spared = published.flatMap(({ killsByPoint }) =>
      Object.entries(killsByPoint).filter(([, kills]) => kills === 0),
    );
    expect(spared).toEqual([]);
  });

  test("are on the page as they are in their file", () => {
    expect(withFigures(page, published)).toBe(page);
  });

  test("are on it as they are, not as they were", () => {
    const other = published.map((one) => ({ ...one, operations: one.operations + 1 }));
    expect(withFigures(page, other)).not.toBe(page);
    expect(() => withFigures("# Guarantees", published)).toThrow("<!-- campaign -->");
  });
});
