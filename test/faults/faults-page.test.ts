import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/faults.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| fault |"))
  .map((line) => ({ line, shown: /`(test\/[^`]+)`: (.+) \|$/.exec(line) }));

test("each fault on docs/faults.md names a test that there is, by its words", () => {
  expect(rows.length).toBeGreaterThan(35);
  const untrue = rows.filter(({ shown }) => {
    const [, path = "", words = ""] = shown ?? [];
    if (!existsSync(path)) return true;
    const texts = readFileSync(path, "utf8").matchAll(/"((?:[^"\\\n]|\\.)*)"/g);
    return ![...texts].some(([, text]) => text?.includes(words));
  });
  expect(untrue.map(({ line }) => line)).toEqual([]);
});
