import { describe, expect, test } from "vitest";
import { inTurn } from "../../bench/in-turn.ts";
import { median, quantile, rounded } from "../../bench/statistics.ts";

describe("a quantile", () => {
  test("is a value that was measured, and that at least its share does not exceed", () => {
    const values = [5, 1, 4, 2, 3, 10, 9, 8, 7, 6];
    expect(quantile(values, 0.5)).toBe(5);
    expect(quantile(values, 0.99)).toBe(10);
    expect(quantile(values, 0.9)).toBe(9);
    expect(quantile(values, 0)).toBe(1);
    expect(median([3, 1, 2])).toBe(2);
  });

  test("of nothing is an error", () => {
    expect(() => median([])).toThrow("Nothing was measured.");
  });
});

test("rounding keeps the digits that mean something", () => {
  expect([0.123456, 12.3456, 1234.56].map((value) => rounded(value))).toEqual([0.12, 12, 1200]);
});

test("variants are measured in turn, every second round backwards", async () => {
  const order: string[] = [];
  const results = await inTurn(["a", "b"], 3, async (variant, run) => {
    order.push(variant);
    return `${variant}${run}`;
  });
  expect(order).toEqual(["a", "b", "b", "a", "a", "b"]);
  expect([...results]).toEqual([
    ["a", ["a1", "a2", "a3"]],
    ["b", ["b1", "b2", "b3"]],
  ]);
});
