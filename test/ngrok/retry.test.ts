import { expect, test } from "vitest";
import {
  NgrokApiError,
  NgrokConnectionError,
  NgrokRateLimitError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "../../src/ngrok/errors.ts";
import { rateLimitPauseMs, retryDelayMs } from "../../src/ngrok/retry.ts";

function answered(status: number) {
  return new NgrokApiError({ code: null, status, text: "", ngrokOperationId: null, outcome: "unknown" });
}

const read = (error: unknown, attempt = 1) => retryDelayMs({ isWrite: false, attempt, error });
const write = (error: unknown, attempt = 1) => retryDelayMs({ isWrite: true, attempt, error });

test("reads are repeated after failures that pass, waiting longer each time, three times at most", () => {
  for (const status of [502, 503, 504]) expect(read(answered(status))).toBe(300);
  const lost = new NgrokConnectionError("lost", "not-done");
  expect([1, 2, 3, 4].map((attempt) => read(lost, attempt))).toEqual([300, 600, 1200, null]);
});

test("reads are not repeated after an answer that would be the same again", () => {
  for (const status of [400, 403, 404, 500]) expect(read(answered(status))).toBeNull();
  expect(read(new NgrokReplyError("odd"))).toBeNull();
  expect(read(new NgrokTimeoutError(10_000))).toBeNull();
});

test("changes are repeated only when nothing was sent, or ngrok had no room", () => {
  expect(write(new NgrokConnectionError("refused", "not-done"))).toBe(300);
  expect(write(new NgrokRateLimitError(5_000))).toBe(0);
  for (const error of [
    answered(503),
    new NgrokTimeoutError(10_000),
    new NgrokReplyError("odd"),
    new NgrokConnectionError("lost", "unknown"),
    new Error("strange"),
  ]) {
    expect(write(error)).toBeNull();
  }
});

test("the pause after a 429 grows up to a minute, and heeds Retry-After up to a minute", () => {
  const code = "ERR_NGROK_226";
  const pauses = [1, 2, 3, 4, 5].map((attempt) => rateLimitPauseMs({ code, retryAfter: null, attempt }));
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000]);
  expect(rateLimitPauseMs({ code, retryAfter: "7", attempt: 1 })).toBe(7_000);
  expect(rateLimitPauseMs({ code, retryAfter: "86400", attempt: 1 })).toBe(60_000);
  expect(rateLimitPauseMs({ code, retryAfter: "soon", attempt: 1 })).toBe(5_000);
  expect(rateLimitPauseMs({ code: "ERR_NGROK_225", retryAfter: null, attempt: 3 })).toBe(1_000);
});
