import type { Clock } from "../clock.ts";
import { type ConnectionFailure, NgrokConnectionError, NgrokTimeoutError } from "./errors.ts";
import type { RawAnswer, RawRequest } from "./exchange.ts";

/** `refused`: 4xx; `failed`: 5xx, or what is no answer of its API. */
export type NgrokCallResult = "ok" | "refused" | "rate-limited" | "failed" | "timeout" | ConnectionFailure;

export interface HeardNgrokCall {
  /** The method, and the path without ids: `POST /tunnel_sessions/:id/restart`. */
  call: string;
  result: NgrokCallResult;
  durationMs: number;
  /** ngrok's clock, to the second. */
  answeredAt: Date | null;
}

export type HearNgrokCall = (call: HeardNgrokCall) => void;

/** Makes one request, and tells how it ended. */
export async function hearCall(
  { clock, heard }: { clock: Clock; heard?: HearNgrokCall | undefined },
  { method, path }: Pick<RawRequest, "method" | "path">,
  send: () => Promise<RawAnswer>,
): Promise<RawAnswer> {
  if (!heard) return send();
  const startedMs = clock.monotonicMs();
  const tell = (result: NgrokCallResult, answeredAt: Date | null = null) =>
    heard({
      call: `${method} ${withoutIds(path)}`,
      result,
      durationMs: clock.monotonicMs() - startedMs,
      answeredAt,
    });
  try {
    const answer = await send();
    tell(resultOf(answer.status), dateOf(answer.headers.date));
    return answer;
  } catch (error) {
    tell(failureOf(error));
    throw error;
  }
}

/** `/tunnel_sessions/ts_…/update?x=y` becomes `/tunnel_sessions/:id/update`. */
function withoutIds(path: string): string {
  const [resource = "", id, action] = path.replace(/\?.*/s, "").split("/").slice(1);
  return `/${[resource, ...(id ? [":id"] : []), ...(action ? [action] : [])].join("/")}`;
}

function resultOf(status: number): NgrokCallResult {
  if (status >= 200 && status < 300) return "ok";
  if (status === 429) return "rate-limited";
  return status >= 400 && status < 500 ? "refused" : "failed";
}

function failureOf(error: unknown): NgrokCallResult {
  if (error instanceof NgrokTimeoutError) return "timeout";
  return error instanceof NgrokConnectionError ? error.failure : "failed";
}

function dateOf(header: string | string[] | undefined): Date | null {
  const at = new Date(String(header ?? ""));
  return Number.isNaN(at.getTime()) ? null : at;
}
