import { WebAPIPlatformError } from "@slack/web-api";
import { describe, expect, test } from "vitest";
import {
  NgrokApiError,
  NgrokConnectionError,
  NgrokRateLimitError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "../src/ngrok/errors.ts";
import { NotRecordedError, StoreError, StoreUnavailableError } from "../src/store/store-error.ts";
import { describeError, UserRefusal } from "../src/user-error.ts";

const api = (status: number, code: string | null, text = "something") =>
  new NgrokApiError({ status, code, text, ngrokOperationId: "op_123", outcome: "refused" });

describe("describeError", () => {
  test("a refusal is its own words", () => {
    expect(describeError(new UserRefusal("Somebody was first."))).toMatchObject({
      text: "Somebody was first.",
      expected: true,
    });
  });

  test.each([
    ["a bad key", api(403, "ERR_NGROK_206", "the key 2abcSECRET is bad"), "NGROK_API_KEY"],
    ["a 403 without a code", api(403, null, "the key 2abcSECRET is bad"), "admin"],
    [
      "a key that is not allowed to change things",
      api(403, "ERR_NGROK_635"),
      "is not allowed to change things",
    ],
    ["a plan that lacks it", api(403, "ERR_NGROK_1702"), "plan"],
    ["the rate limit", api(429, "ERR_NGROK_226"), "in a minute"],
    ["something gone", api(404, null), "look at the list again"],
    ["ngrok's own fault", api(502, null), "status.ngrok.com"],
    [
      "any other refusal",
      api(400, "ERR_NGROK_227", "wrong *prefix* <!here>"),
      "wrong ∗prefix∗ &lt;!here&gt;",
    ],
    ["the budget", new NgrokRateLimitError(12_300), "in 13 s"],
    ["a timeout", new NgrokTimeoutError(10_000), "within 10 s"],
    ["no connection", new NgrokConnectionError("ECONNREFUSED", "not-done"), "cannot reach ngrok"],
    ["an odd answer", new NgrokReplyError("Unexpected token <"), "could not be read"],
    ["a late trigger", new WebAPIPlatformError({ ok: false, error: "expired_trigger_id" }), "3 s"],
    ["a channel without the bot", new WebAPIPlatformError({ ok: false, error: "not_in_channel" }), "/invite"],
    ["a record out of reach", new StoreUnavailableError("db SECRET is away"), "reach its record just now"],
    ["any fault", new TypeError("x is undefined"), "fault of its own"],
    ["what is no error", "a string", "fault of its own"],
  ])("%s is told in words, with a reference", (_, error, words) => {
    const { text, reference, expected } = describeError(error);
    expect(text).toContain(words);
    expect(text).toContain(`(Reference\u00a0${reference})`);
    expect(text).not.toContain("SECRET");
    expect(text).not.toContain("undefined");
    expect(expected).toBe(false);
  });

  test.each([
    ["locked", "locked by another program", "in a minute"],
    ["read-only", "may not write", "admin"],
    ["disk", "full", "see to the disk"],
    ["damaged", "damaged", "backup"],
    ["other", "cannot use its record", "admin"],
  ] as const)("a record that is %s is told without its path", (trouble, words, next) => {
    const cause = new StoreError("The database /srv/secret/bot.db is no good", { trouble });
    const unclear = describeError(cause).text;
    const nothingDone = describeError(new NotRecordedError(cause)).text;
    for (const text of [unclear, nothingDone]) {
      expect(text).toContain(words);
      expect(text).toContain(next);
      expect(text).not.toContain("/srv");
    }
    expect(nothingDone).toContain("so nothing was done");
    expect(unclear).not.toContain("nothing was done");
  });

  test("ngrok's code and operation id stand there for ngrok's support", () => {
    expect(describeError(api(500, "ERR_NGROK_600")).text).toContain("[ERR_NGROK_600, op_123]");
  });
});
