/** An answer `{ ok: false, error }` of the Web API. */
export class ApiError extends Error {
  readonly code: string;
  readonly extra: Record<string, unknown>;

  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code);
    this.name = "ApiError";
    this.code = code;
    this.extra = extra;
  }

  static withMessages(code: string, messages: string[]) {
    return new ApiError(code, { response_metadata: { messages } });
  }
}
