import { expect, test } from "vitest";
import { auditUsage, parseAuditOptions } from "../../src/audit/audit-options.ts";

const nothing = { since: null, until: null, sessionId: null, personId: null };

test("the format alone asks for everything", () => {
  expect(parseAuditOptions(["--format", "csv"])).toEqual({ options: { format: "csv", ...nothing } });
  expect(parseAuditOptions(["--format=jsonl"])).toEqual({ options: { format: "jsonl", ...nothing } });
});

test("all options at once", () => {
  const given = "--format csv --since 2026-03-01 --until 2026-04-01 --session ts_2aBc --person U012AB3CD";
  expect(parseAuditOptions(given.split(" "))).toEqual({
    options: {
      format: "csv",
      since: new Date("2026-03-01T00:00:00Z"),
      until: new Date("2026-04-01T00:00:00Z"),
      sessionId: "ts_2aBc",
      personId: "U012AB3CD",
    },
  });
});

test.each([
  ["2026-03-01", "2026-03-01T00:00:00.000Z"],
  ["2026-03-01T03:04", "2026-03-01T03:04:00.000Z"],
  ["2026-03-01T03:04:05", "2026-03-01T03:04:05.000Z"],
  ["2026-03-01T03:04:05.678Z", "2026-03-01T03:04:05.678Z"],
  ["2026-03-01T03:04:05+02:00", "2026-03-01T01:04:05.000Z"],
])("%s is %s, wherever the machine stands", (text, instant) => {
  const parsed = parseAuditOptions(["--format", "csv", "--since", text]);
  expect(parsed).toMatchObject({ options: { since: new Date(instant) } });
});

test.each(["2026-02-30", "01.03.2026", "yesterday", "2026-03-01 03:00", "1772334000000"])(
  "%s is no time",
  (text) => {
    const parsed = parseAuditOptions(["--format", "csv", "--since", text]);
    expect(parsed).toEqual({
      problems: ["--since must be a date (2026-03-01) or an instant (2026-03-01T03:00:00Z)."],
    });
  },
);

test("everything that is wrong is told at once", () => {
  const given = ["all", "--since", "never", "--person", "olga", "--fromat", "csv", "--until", "--session"];
  expect(parseAuditOptions(given)).toEqual({
    problems: [
      "--format is needed: csv or jsonl.",
      '"all" is no option.',
      "--fromat is no option.",
      '"csv" is no option.',
      "--until needs a value.",
      "--since must be a date (2026-03-01) or an instant (2026-03-01T03:00:00Z).",
      "--person must be a person's Slack id (U… or W…).",
    ],
  });
});

test.each([
  [["--format", "xlsx"], "--format must be csv or jsonl."],
  [["--format"], "--format needs a value."],
  [["--format", "csv", "--format", "jsonl"], "--format is given twice."],
  [["--format", "csv", "--since", "2026-03-02", "--until", "2026-03-02"], "--since must be before --until."],
  [["--format", "csv", "-x"], "-x is no option."],
])("%j is refused, once: %s", (given, problem) => {
  expect(parseAuditOptions(given)).toEqual({ problems: [problem] });
});

test("--help wins over whatever else is wrong, and names each option", () => {
  expect(parseAuditOptions(["--what", "--help"])).toEqual({ isHelp: true });
  for (const option of ["--format", "--since", "--until", "--session", "--person"]) {
    expect(auditUsage).toContain(`\n  ${option} `);
  }
});
