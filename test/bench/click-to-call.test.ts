import { expect, test } from "vitest";
import { clickToCall } from "../../bench/click-to-call/click-to-call.ts";

test("the goal is met below 15 ms, by each database for itself", () => {
  const machine = { cpu: "", cores: 2, memoryGib: 1, node: "24" };
  const rows = [
    { database: "SQLite", p50Ms: 14.9, p99Ms: 40, maxMs: 50 },
    { database: "PostgreSQL", p50Ms: 15, p99Ms: 40, maxMs: 50 },
  ];
  const lines = clickToCall.section({ machine, measuredOn: "", runs: 5, figures: { clicks: 120, rows } });
  expect(lines.filter((line) => line.startsWith("- "))).toEqual([
    "- met: a p50 under 15 ms with SQLite",
    "- **missed**: a p50 under 15 ms with PostgreSQL",
  ]);
});
