/** An answer of the API. Without a body nothing is sent, not even `content-type`. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** The answer leaves this much later; what it answers has happened already. */
  afterMs?: number;
}

/** ngrok says no. `code` is the number after `ERR_NGROK_`; a few answers carry none. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: number | null;

  constructor(status: number, code: number | null, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Timestamps on ngrok's wire have whole seconds. */
export function wireTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
