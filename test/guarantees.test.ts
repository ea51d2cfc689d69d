import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Figures } from "../sandbox/crash/figures.ts";
import { withFigures } from "../sandbox/crash/guarantees-page.ts";

const page = readFileSync("docs/guarantees.md", "utf8");
const published = JSON.parse(readFileSync("docs/campaign.json", "utf8")) as Figures[];

describe("the figures of the campaign", () => {
  test("are on the page as they are in their file", () => {
    expect(withFigures(page, published)).toBe(page);
  });

  test("are on it as they are, not as they were", () => {
    const other = published.map((one) => ({ ...one, operations: one.operations + 1 }));
    if (published.length > 0) expect(withFigures(page, other)).not.toBe(page);
    expect(() => withFigures("# Guarantees", published)).toThrow("<!-- campaign -->");
  });
});
