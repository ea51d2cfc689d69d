import { stringify } from "csv-stringify/sync";
import type { AuditEntry } from "../store/audit-pages.ts";
import type { AuditFormat } from "./audit-options.ts";

/** The columns of a row, which are the keys of a line as well, in their order. */
const columns: Record<string, (entry: AuditEntry) => unknown> = {
  at: ({ at }) => at.toISOString(),
  operation_id: ({ operationId }) => operationId,
  version: ({ version }) => version,
  kind: ({ kind }) => kind,
  subject_id: ({ subjectId }) => subjectId,
  subject_name: ({ subjectName }) => subjectName,
  new_session_id: ({ newSessionId }) => newSessionId,
  created_ingress_id: ({ createdIngressId }) => createdIngressId,
  requested_by: ({ requestedBy }) => requestedBy,
  reason: ({ reason }) => reason,
  approved_by: ({ approvedBy }) => approvedBy,
  action: ({ action }) => action,
  actor: ({ actor }) => actor,
  from_state: ({ fromState }) => fromState,
  to_state: ({ toState }) => toState,
  detail: ({ detail }) => detail,
};

// Spreadsheets take a text without it for one of an older encoding.
const BYTE_ORDER_MARK = "\uFEFF";

/** What comes before the first page. */
export function auditHead(format: AuditFormat): string {
  return format === "csv" ? BYTE_ORDER_MARK + csv([Object.keys(columns)]) : "";
}

/** A page of the trail as whole lines, each with its end. */
export function formatAudit(format: AuditFormat, entries: readonly AuditEntry[]): string {
  if (format === "csv") {
    return csv(entries.map((entry) => Object.values(columns).map((column) => cell(column(entry)))));
  }
  return entries.map((entry) => `${JSON.stringify(lineOf(entry))}\n`).join("");
}

function lineOf(entry: AuditEntry): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column(entry)]));
}

// RFC 4180. https://owasp.org/www-community/attacks/CSV_Injection names what begins a formula.
function csv(rows: readonly (readonly string[])[]): string {
  return stringify([...rows.map((row) => [...row])], {
    record_delimiter: "\r\n",
    quoted: true,
    quoted_empty: false,
    escape_formulas: true,
  });
}

// Some spreadsheets look past blanks and quotes, and some part cells at semicolons.
const HIDDEN_FORMULA = /(^[\s"']+|;[\s"']*)(?=[=+\-@＝＋－＠])/g;
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** One line of text, in which nothing is a formula that `escape_formulas` would not see. */
function cell(value: unknown): string {
  if (value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text
    .replace(BREAKS, " ")
    .replace(HIDDEN_FORMULA, (before) => (before.startsWith(";") ? `;'${before.slice(1)}` : `'${before}`));
}
