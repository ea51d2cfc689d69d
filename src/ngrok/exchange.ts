import type { Dispatcher } from "undici";
import type { Clock } from "../clock.ts";
import {
  type ConnectionFailure,
  NgrokConnectionError,
  type NgrokError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "./errors.ts";
import { errorCode, type Redactor } from "./redactor.ts";

export interface RawRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  headers: Record<string, string>;
  body: string | null;
  /** Until the request is on its way over an open connection; after it, it is given up. */
  startTimeoutMs: number;
  timeoutMs: number;
  signal: AbortSignal | undefined;
}

export interface RawAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

// A page of 100 sessions with 4 KiB of metadata each stays under 1 MB.
const LONGEST_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Sends one request, once, and reads the whole answer, whatever its status. Redirects are not followed.
 * Goes below undici's `request` because only there it is known whether anything was sent.
 * @throws NgrokConnectionError, NgrokTimeoutError, NgrokReplyError (an answer too long)
 */
export function exchange(
  deps: { dispatcher: Dispatcher; origin: string; clock: Clock; redactor: Redactor },
  request: RawRequest,
): Promise<RawAnswer> {
  const { startTimeoutMs, timeoutMs, signal } = request;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let settled = false;
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    let head: Omit<RawAnswer, "body"> = { status: 0, headers: {} };

    const settle = (finish: () => void) => {
      if (settled) return;
      settled = true;
      cancelStart();
      cancelTimer();
      signal?.removeEventListener("abort", onAbort);
      finish();
    };
    const fail = (error: NgrokError) => {
      settle(() => reject(error));
      if (controller && !controller.aborted) controller.abort(error);
    };
    const lost = (message: string, cause: unknown, failure = failureOf(controller !== undefined)) =>
      new NgrokConnectionError(deps.redactor.text(message), outcomeOf(request, controller !== undefined), {
        cause: deps.redactor.error(cause),
        failure,
      });
    const onAbort = () => fail(lost("the call was given up", signal?.reason, "given-up"));
    const endStart = () => {
      if (controller !== undefined) return;
      fail(new NgrokConnectionError(`no connection to ngrok within ${startTimeoutMs / 1000} s`, "not-done"));
    };
    const cancelStart = startTimeoutMs < timeoutMs ? deps.clock.setTimer(endStart, startTimeoutMs) : () => {};
    const cancelTimer = deps.clock.setTimer(() => {
      if (startTimeoutMs === timeoutMs) endStart();
      fail(new NgrokTimeoutError(timeoutMs));
    }, timeoutMs);
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) return onAbort();

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: (started) => {
        // Given up while it waited for a connection: it must not be sent after all.
        if (settled) return started.abort(new Error("given up"));
        controller = started;
      },
      onResponseStart: (_, status, headers) => {
        // Comes for each 1xx too; the last is the answer.
        head = { status, headers };
      },
      onResponseData: (_, chunk) => {
        sizeBytes += chunk.length;
        if (sizeBytes > LONGEST_BODY_BYTES)
          fail(new NgrokReplyError("ngrok's answer is too long to be read"));
        else chunks.push(chunk);
      },
      onResponseEnd: () => settle(() => resolve({ ...head, body: Buffer.concat(chunks).toString("utf8") })),
      onResponseError: (_, error) => fail(lost(failureText(error, controller !== undefined), error)),
    };
    try {
      deps.dispatcher.dispatch(
        {
          origin: deps.origin,
          path: request.path,
          method: request.method,
          headers: request.headers,
          body: request.body,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        handler,
      );
    } catch (error) {
      fail(lost("the request could not be made", error));
    }
  });
}

/** A read changes nothing, so it can always be told as not done. */
function outcomeOf(request: RawRequest, sent: boolean): "not-done" | "unknown" {
  return sent && request.method !== "GET" ? "unknown" : "not-done";
}

function failureOf(sent: boolean): ConnectionFailure {
  return sent ? "lost" : "no-connection";
}

function failureText(error: Error, sent: boolean): string {
  const code = errorCode(error);
  const what = sent ? "the connection to ngrok was lost" : "no connection to ngrok could be made";
  return code === null ? what : `${what} (${code})`;
}
