import type { Violation } from "../evidence.ts";
import type { TracedCall } from "../trace.ts";

/** What a call breaks, told with what is known of it. */
export function callViolation(promise: string, traced: TracedCall | undefined, words: string): Violation {
  const { call, name, subjectId, intent } = traced ?? {};
  return {
    promise,
    operationId: intent?.operation.id ?? null,
    words: `${name} of ${subjectId}, call ${call?.number} at ${call?.at.toISOString()}: ${words}`,
  };
}
