/**
 * What a failed call means for the change that it asked for:
 * `refused`: ngrok or the agent said no; `not-done`: it never ran and may be tried again as it is;
 * `unknown`: it may have happened.
 */
export type CallOutcome = "refused" | "not-done" | "unknown";

export abstract class NgrokError extends Error {
  abstract readonly outcome: CallOutcome;
}

/** ngrok answered with an error of its own. `text` is ngrok's message, keys removed. */
export class NgrokApiError extends NgrokError {
  override readonly name = "NgrokApiError";
  readonly outcome: CallOutcome;
  readonly code: string | null;
  readonly status: number;
  readonly text: string;
  readonly ngrokOperationId: string | null;

  constructor(answer: {
    code: string | null;
    status: number;
    text: string;
    ngrokOperationId: string | null;
    outcome: CallOutcome;
  }) {
    super(`ngrok answered ${answer.status}${answer.code ? ` ${answer.code}` : ""}: ${answer.text}`);
    this.outcome = answer.outcome;
    this.code = answer.code;
    this.status = answer.status;
    this.text = answer.text;
    this.ngrokOperationId = answer.ngrokOperationId;
  }
}

/** 429, and waiting it out would have exceeded the call's time limit. */
export class NgrokRateLimitError extends NgrokError {
  override readonly name = "NgrokRateLimitError";
  readonly outcome = "not-done";
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super("ngrok's request limit is used up");
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer within the call's time limit. */
export class NgrokTimeoutError extends NgrokError {
  override readonly name = "NgrokTimeoutError";
  readonly outcome = "unknown";
  readonly timeoutMs: number;

  constructor(timeoutMs: number, options?: ErrorOptions) {
    super(`ngrok did not answer within ${timeoutMs / 1000} s`, options);
    this.timeoutMs = timeoutMs;
  }
}

/** `lost`: the connection broke after something was sent; `given-up`: whoever asked wants no answer any more. */
export type ConnectionFailure = "no-connection" | "lost" | "given-up";

/** The connection failed; `not-done` when it failed before anything was sent, or nothing was to be changed. */
export class NgrokConnectionError extends NgrokError {
  override readonly name = "NgrokConnectionError";
  readonly outcome: CallOutcome;
  readonly failure: ConnectionFailure;

  constructor(
    message: string,
    outcome: "not-done" | "unknown",
    { failure = "no-connection", ...options }: ErrorOptions & { failure?: ConnectionFailure } = {},
  ) {
    super(message, options);
    this.outcome = outcome;
    this.failure = failure;
  }
}

/** Changes are not to be made now, or nobody could tell whether they are; nothing was sent. */
export class NgrokHeldError extends NgrokError {
  override readonly name = "NgrokHeldError";
  readonly outcome = "not-done";
  /** False where nobody could tell. */
  readonly isCertain: boolean;

  constructor(isCertain: boolean, options?: ErrorOptions) {
    super("the call was held back before it was sent", options);
    this.isCertain = isCertain;
  }
}

/** ngrok answered with something that cannot be read as its API's answer. */
export class NgrokReplyError extends NgrokError {
  override readonly name = "NgrokReplyError";
  readonly outcome = "unknown";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
