import fc from "fast-check";
import { expect, test } from "vitest";
import { auditHead, formatAudit } from "../../src/audit/format-audit.ts";
import type { AuditEntry } from "../../src/store/audit-pages.ts";

function anEntry(overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: new Date("2026-03-01T03:00:00.000Z"),
    operationId: "op_1",
    version: 3,
    kind: "session-update",
    subjectId: "ts_old",
    subjectName: "edge-07",
    newSessionId: "ts_new",
    createdIngressId: null,
    requestedBy: "U0OLGA",
    reason: "security fix",
    approvedBy: "U0ADA",
    action: "start-call",
    actor: null,
    fromState: "scheduled",
    toState: "updating",
    detail: { call: "update", departure: null },
    ...overrides,
  };
}

/** The cells of RFC 4180, in which every one that is not empty is quoted here. */
function cellsOf(csv: string): string[][] {
  const rows = csv.replace(/^\uFEFF/, "").split("\r\n");
  expect(rows.pop()).toBe("");
  return rows.map((row) => {
    const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|(?=,|$))/g)];
    expect(cells.map(([cell]) => cell).join("")).toBe(row);
    return cells.map(([, text = ""]) => text.replaceAll('""', '"'));
  });
}
const reasonCell = (reason: string) => {
  const [head, row] = cellsOf(auditHead("csv") + formatAudit("csv", [anEntry({ reason })]));
  return row?.[head?.indexOf("reason") ?? -1];
};

test("csv is a head and a row for each event, in UTF-8 that spreadsheets take for it", () => {
  const [head, row] = cellsOf(auditHead("csv") + formatAudit("csv", [anEntry({ reason: "Größe, „neu“" })]));

  expect(auditHead("csv").startsWith("\uFEFF")).toBe(true);
  expect(head).toHaveLength(row?.length ?? 0);
  expect(row).toEqual([
    "2026-03-01T03:00:00.000Z",
    "op_1",
    "3",
    "session-update",
    "ts_old",
    "edge-07",
    "ts_new",
    "",
    "U0OLGA",
    "Größe, „neu“",
    "U0ADA",
    "start-call",
    "",
    "scheduled",
    "updating",
    '{"call":"update","departure":null}',
  ]);
});

test.each([
  ["=1+2", "'=1+2"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "' =1"],
  ["\r\n=1", "' =1"],
  ["\0=1", "' =1"],
  ["  =1", "'  =1"],
  ['"=1', `'"=1`],
  ["'=1", "''=1"],
  ["＝1", "'＝1"],
  ["a;=1", "a;'=1"],
  ['a; "=1', `a;' "=1`],
  ["a;b", "a;b"],
  ["a = b, -f", "a = b, -f"],
  ['He said "go"', 'He said "go"'],
  ["two\nlines\u2028more\u0085end", "two lines more end"],
])("the cell %j is written as %j", (reason, written) => {
  expect(reasonCell(reason)).toBe(written);
});

test("no text whatever begins a formula, breaks a row, or moves into another cell", () => {
  const nasty = fc.string({
    unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', "'", ";", ",", " ", "a", "＝", "\u2028"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(nasty, nasty, (reason, subjectName) => {
      const rows = cellsOf(
        auditHead("csv") + formatAudit("csv", [anEntry({ reason, subjectName }), anEntry()]),
      );
      expect(rows.map((row) => row.length)).toEqual([16, 16, 16]);
      for (const cell of rows.flat()) {
        expect(cell).not.toMatch(/(^|;)[\s"]*[=+\-@＝＋－＠]/);
        expect(cell).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }
    }),
  );
});

test("jsonl has each event on a line of its own, exactly as it was recorded", () => {
  const entries = [
    anEntry({ reason: "=1\ntwo", detail: { error: { message: "a\r\nb", code: null } } }),
    anEntry({ version: 4, subjectName: null }),
  ];
  const text = auditHead("jsonl") + formatAudit("jsonl", entries);

  const lines = text.split("\n");
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    at: "2026-03-01T03:00:00.000Z",
    operation_id: "op_1",
    version: 3,
    kind: "session-update",
    subject_id: "ts_old",
    subject_name: "edge-07",
    new_session_id: "ts_new",
    created_ingress_id: null,
    requested_by: "U0OLGA",
    reason: "=1\ntwo",
    approved_by: "U0ADA",
    action: "start-call",
    actor: null,
    from_state: "scheduled",
    to_state: "updating",
    detail: { error: { message: "a\r\nb", code: null } },
  });
  expect(JSON.parse(lines[1] ?? "")).toMatchObject({ version: 4, subject_name: null });
});
