import { expect, test } from "vitest";
import { compareVersions } from "../../../src/views/home/compare-versions.ts";

test("versions are ordered as people count them", () => {
  const ordered = [
    "",
    "2.3.40",
    "3.9.1",
    "3.22.0-beta",
    "3.22.0-rc1",
    "3.22.0-rc2",
    "3.22.0",
    "v3.22.1",
    "10.0",
  ];
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
});

test("each version equals itself alone", () => {
  expect(compareVersions("3.22.1", "3.22.1")).toBe(0);
  expect(compareVersions("3.22", "3.22.0")).toBeLessThan(0);
  expect(compareVersions("3.22.0", "v3.22.0")).not.toBe(0);
});
