import { expect, test } from "vitest";
import { parseOptions } from "../../bench/options.ts";

const names = ["ack", "waiting"];

test("all are measured in full unless it says otherwise", () => {
  expect(parseOptions([], names)).toEqual({ size: "full", only: [] });
  expect(parseOptions(["--small", "--only", "ack,waiting"], names)).toEqual({ size: "small", only: names });
});

test("a benchmark that is not there is an error that names those that are", () => {
  expect(() => parseOptions(["--only", "acks"], names)).toThrow("There is no acks. There are ack, waiting.");
});
