import { z } from "zod";
import { errorCodes, isRefusal } from "./error-codes.ts";
import { type CallOutcome, NgrokApiError, NgrokRateLimitError, NgrokReplyError } from "./errors.ts";
import type { RawAnswer } from "./exchange.ts";
import type { Redactor } from "./redactor.ts";
import { rateLimitPauseMs } from "./retry.ts";

const LONGEST_TEXT = 2000;
const MOST_ISSUES = 3;

const ErrorBody = z.object({
  error_code: z.string().nullish().catch(null),
  msg: z.string().nullish().catch(null),
  details: z.object({ operation_id: z.string().nullish() }).nullish().catch(null),
});

/** The error that an answer without success stands for. `attempt` counts 429s in a row, from one. */
export function errorOf(
  answer: RawAnswer,
  call: { isWrite: boolean; attempt: number; redactor: Redactor },
): NgrokApiError | NgrokRateLimitError | NgrokReplyError {
  const { status } = answer;
  if (status < 400) {
    return new NgrokReplyError(
      `ngrok answered ${status}, a redirect, which is not followed; check the address of its API`,
    );
  }
  const body = ErrorBody.safeParse(jsonOf(answer.body)).data;
  const code = body?.error_code || null;
  if (status === 429 || code === errorCodes.tooManyAtOnce || code === errorCodes.tooManyPerMinute) {
    const retryAfter = headerOf(answer, "retry-after");
    return new NgrokRateLimitError(rateLimitPauseMs({ code, retryAfter, attempt: call.attempt }));
  }
  const text = body?.msg || (body ? "no message" : "an answer that is not of ngrok's API");
  return new NgrokApiError({
    code: code === null ? null : call.redactor.text(code),
    status,
    text: shortened(call.redactor.text(text)),
    ngrokOperationId: operationIdOf(answer, body?.details?.operation_id, call.redactor),
    outcome: outcomeOf(status, code, call.isWrite),
  });
}

/**
 * Reads a successful answer's body.
 * @throws NgrokReplyError that names what cannot be read: of a list the entry, and the field
 */
export function parseReply<T>(schema: z.ZodType<T>, answer: RawAnswer, redactor: Redactor): T {
  // Somebody may have written the key into a device's metadata, which cards show.
  const json = jsonOf(redactor.ownKey(answer.body));
  if (json === undefined) {
    throw new NgrokReplyError(`ngrok answered ${answer.status} without readable JSON`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new NgrokReplyError(redactor.text(`ngrok sent ${unreadable(parsed.error.issues)}`));
}

/** What is wrong with the first entry of a list that has something wrong, or with all of an answer. */
function unreadable(issues: readonly z.core.$ZodIssue[]): string {
  const places = issues.map(({ path, message }) => {
    const [list, index, ...field] = path;
    return typeof index === "number"
      ? { of: `entry ${index + 1} of ${String(list)}`, field, message }
      : { of: "its answer", field: path, message };
  });
  const of = places[0]?.of;
  const texts = places
    .filter((place) => place.of === of)
    .slice(0, MOST_ISSUES)
    .map(({ field, message }) => `${field.join(".") || "all of it"}: ${message}`);
  return `${of} that cannot be read: ${texts.join("; ")}`;
}

/**
 * What a command that was answered with success says of its time.
 * @throws NgrokReplyError when something else than ngrok's API answered
 */
export function receiptOf(answer: RawAnswer): { answeredAt: Date | null } {
  if (answer.body.trim() !== "" && jsonOf(answer.body) === undefined) {
    throw new NgrokReplyError(`ngrok answered ${answer.status} with something that is not of its API`);
  }
  const at = new Date(headerOf(answer, "date") ?? "");
  return { answeredAt: Number.isNaN(at.getTime()) ? null : at };
}

function outcomeOf(status: number, code: string | null, isWrite: boolean): CallOutcome {
  if (code === errorCodes.commandOutcomeUnknown) return isWrite ? "unknown" : "not-done";
  if (status < 500 || (code !== null && isRefusal(code))) return "refused";
  return isWrite ? "unknown" : "not-done";
}

function operationIdOf(
  answer: RawAnswer,
  inBody: string | null | undefined,
  redactor: Redactor,
): string | null {
  const id = inBody || headerOf(answer, "ngrok-operation-id");
  return id ? shortened(redactor.text(id)) : null;
}

function headerOf(answer: RawAnswer, name: string): string | null {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message would quote the answer, and with it perhaps the key.
    return undefined;
  }
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…`;
}
