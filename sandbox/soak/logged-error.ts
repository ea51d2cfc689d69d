/** What one line at level `error` or `fatal` says of its error, as the logger wrote it. */
export interface LoggedError {
  at: Date;
  words: string;
  /** The classes of the error and of all that it was caused by, outermost first; the system's errors by their codes; empty where there is none. */
  classes: readonly string[];
  message: string;
  /** Of Slack's libraries. */
  code: string | null;
  /** With which ngrok or Slack answered. */
  status: number | null;
  /** Slack's name for a refusal. */
  refusal: string | null;
  /** What of the people's doing it came from. */
  doing: string;
  /** As people were shown it. */
  reference: string | null;
}

// An error of the system is known by its code alone, which Node writes into its words: `Error: read ECONNRESET`.
const CAUSED_BY = /^caused by: (?:Error: [a-z]+ (?=E[A-Z]+))?(\w+)/gm;
const REFERENCE = /\(Reference\s([A-Z2-9]{6})\)/;

/** @param said a line of the log, parsed */
export function loggedError(said: Record<string, unknown>, at: Date): LoggedError {
  const error = fieldsOf(said.err);
  const causes = [...String(error.stack ?? "").matchAll(CAUSED_BY)].map(([, name]) => name ?? "");
  return {
    at,
    words: String(said.msg),
    classes: typeof error.type === "string" ? [error.type, ...causes] : [],
    message: String(error.message ?? ""),
    code: textOf(error.code),
    status: numberOf(error.status) ?? numberOf(error.statusCode),
    refusal: textOf(fieldsOf(error.data).error),
    doing: [said.kind, said.name].filter((part) => typeof part === "string").join(" "),
    reference: textOf(said.reference),
  };
}

/** The reference in what people are shown; null where they are shown none. */
export function referenceIn(shown: unknown): string | null {
  return REFERENCE.exec(JSON.stringify(shown) ?? "")?.[1] ?? null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
