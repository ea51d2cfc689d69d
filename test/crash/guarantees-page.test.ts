import { describe, expect, test } from "vitest";
import { type Figures, newestOfEach } from "../../sandbox/crash/figures.ts";
import { withFigures } from "../../sandbox/crash/guarantees-page.ts";

const figures: Figures = {
  database: "postgres",
  processes: 3,
  seed: 7,
  speed: 10,
  date: "2026-03-01",
  node: "v24.1.0",
  seconds: 100,
  requests: 500,
  clicks: 900,
  operations: 501,
  ends: { succeeded: 501 },
  problems: {},
  lives: 120,
  kills: 119,
  points: 90,
  killsByPoint: { "before ngrok restart": 2 },
  calls: 800,
  restarts: 300,
  repeatedUpdates: 4,
  shortestWaitMs: 10_432,
  lost: 0,
  unapproved: 0,
  doubledRestarts: 0,
  doubledMessages: 0,
  unfinished: 0,
  violations: 0,
};

describe("the figures of the campaign", () => {
  test("are written between the markers, in place of older ones, and nowhere else", () => {
    const first = withFigures("# A\n\n<!-- campaign -->\n\n<!-- /campaign -->\n\nB\n", [figures]);
    expect(first).toMatch(/^# A\n\n<!-- campaign -->\n\n\| {2}\| PostgreSQL, 3 processes \|/);
    expect(first).toContain("| shortest time from ngrok's 204 to the restart | 10.4 s |");
    expect(first).toContain("| **operations lost** | 0 |");
    expect(first).toMatch(/<!-- \/campaign -->\n\nB\n$/);
    const second = withFigures(first, [{ ...figures, lost: 2 }]);
    expect(second).toContain("| **operations lost** | 2 |");
    expect(withFigures(second, [figures])).toBe(first);
  });

  test("have no place on a page without the markers", () => {
    expect(() => withFigures("# Guarantees", [figures])).toThrow("<!-- campaign -->");
  });

  test("are the newest of each kind of run", () => {
    const one: Figures = { ...figures, database: "sqlite", processes: 1 };
    const newer = { ...one, seed: 8 };
    expect(newestOfEach([one, figures], [newer])).toEqual([newer, figures]);
    expect(newestOfEach([], [figures])).toEqual([figures]);
  });
});
