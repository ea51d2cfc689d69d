import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/faults.md", "utf8")
  .split("\n")
  .filter((line) => /^\| (?!(fault|trap) \|)/.test(line))
  .map((line) => ({ line, shown: /`(test\/[^`]+)`: (.+) \|$/.exec(line) }));

test("the ten traps of Slack's libraries are there, in their order", () => {
  const numbers = rows.flatMap(({ line }) => /^\| (\d+)\. /.exec(line)?.[1] ?? []);
  expect(numbers).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
});

test("each fault on docs/faults.md names a test that there is, by its words", () => {
  expect(rows.length).toBeGreaterThan(45);
  const untrue = rows.filter(({ shown }) => {
    const [, path = "", words = ""] = shown ?? [];
    if (!existsSync(path)) return true;
    const texts = readFileSync(path, "utf8").matchAll(/"((?:[^"\\\n]|\\.)*)"/g);
    return ![...texts].some(([, text]) => text?.includes(words));
  });
  expect(untrue.map(({ line }) => line)).toEqual([]);
});
