import {
  NgrokApiError,
  NgrokConnectionError,
  type NgrokError,
  NgrokHeldError,
  NgrokRateLimitError,
  NgrokTimeoutError,
} from "../ngrok/errors.ts";
import type { CallError } from "./operation.ts";

/** The part of an error that is recorded with an operation. */
export function callError(error: NgrokError): CallError {
  if (error instanceof NgrokApiError) {
    return {
      kind: "api",
      code: error.code,
      status: error.status,
      message: error.text,
      ngrokOperationId: error.ngrokOperationId,
    };
  }
  return { kind: kindOf(error), code: null, status: null, message: error.message, ngrokOperationId: null };
}

function kindOf(error: NgrokError): CallError["kind"] {
  if (error instanceof NgrokRateLimitError) return "rate-limit";
  if (error instanceof NgrokTimeoutError) return "timeout";
  if (error instanceof NgrokHeldError) return "interrupted";
  return error instanceof NgrokConnectionError ? "connection" : "reply";
}

/** For a call during which the process ended. */
export const interruptedCall: CallError = {
  kind: "interrupted",
  code: null,
  status: null,
  message: "The bot stopped during the call",
  ngrokOperationId: null,
};

/** For a call whose time had passed before it was made. */
export const missedCall: CallError = {
  ...interruptedCall,
  message: "The bot stood still, and did not make the call",
};

/**
 * The thing itself is not there: the old id of a session that has gone, or a deleted ingress.
 * A 404 that bears no mark of ngrok's API, as of a proxy in between, says nothing of the kind.
 */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof NgrokApiError) || error.status !== 404) return false;
  return error.code !== null || error.ngrokOperationId !== null;
}

/** What is read, or null where the thing itself is not there. */
export async function unlessGone<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
