import { expect, test } from "vitest";
import { ack } from "../../bench/ack/ack.ts";

const row = (variant: string, p99Ms: number, maxMs = 100) => ({
  variant,
  perSecond: 50,
  p50Ms: 1,
  p99Ms,
  maxMs,
  lateMs: 0.1,
});

function goals(...rows: ReturnType<typeof row>[]): boolean[] {
  const machine = { cpu: "", cores: 2, memoryGib: 1, node: "24" };
  const figures = { seconds: 30, warmUpSeconds: 4, rows, writtenShare: 1 };
  const lines = ack.section({ machine, measuredOn: "", runs: 5, figures });
  return lines.filter((line) => line.startsWith("- ")).map((line) => line.startsWith("- met:"));
}

test("reads have half as long again as the floor, what is recorded 10 ms more", () => {
  expect(goals(row("floor", 4), row("reads", 6), row("recorded", 14))).toEqual([true, true, true]);
  expect(goals(row("floor", 4), row("reads", 6.1), row("recorded", 14))).toEqual([false, true, true]);
  expect(goals(row("floor", 4), row("reads", 6), row("recorded", 14.1))).toEqual([true, false, true]);
});

test("one rate at which a goal is missed misses it", () => {
  const slower = [row("floor", 4), row("reads", 6.1), row("recorded", 14)].map((one) => ({
    ...one,
    perSecond: 200,
  }));
  expect(goals(row("floor", 4), row("reads", 6), row("recorded", 14), ...slower)).toEqual([
    false,
    true,
    true,
  ]);
});

test("one ack of the bot over 3 s misses the goal, one of the floor does not", () => {
  expect(goals(row("floor", 4, 3001), row("reads", 5), row("recorded", 5))).toEqual([true, true, true]);
  expect(goals(row("floor", 4), row("reads", 5, 3001), row("recorded", 5))).toEqual([true, true, false]);
});
