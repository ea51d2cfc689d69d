import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { errorCodes } from "../../../src/ngrok/error-codes.ts";
import {
  NgrokApiError,
  NgrokConnectionError,
  NgrokRateLimitError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "../../../src/ngrok/errors.ts";
import type { CallError } from "../../../src/operations/operation.ts";
import { NotRecordedError, StoreError, type StoreTrouble } from "../../../src/store/store-error.ts";
import { describeError, faultWords, UserRefusal } from "../../../src/user-error.ts";
import { callErrorText } from "../../../src/views/call-error-words.ts";
import { cardFieldProblem } from "../../../src/views/card/field-problem.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { aCallError } from "../samples/card-parts.ts";

const REFERENCE = "K4TQ2M";
const agentSays = "the agent has not defined a callback for this operation";

/** What is said of calls that failed, and of faults. */
export function errorItems(): GalleryItem[] {
  return [...callErrors(), ...faults()];
}

function callErrors(): GalleryItem[] {
  const draw = drawer("Failed calls to ngrok", "views/call-error-words.ts", callErrorText);
  const kinds: Record<Exclude<CallError["kind"], "api">, true> = {
    "rate-limit": true,
    timeout: true,
    connection: true,
    reply: true,
    interrupted: true,
  };
  const byAgent: [string, string][] = [
    ["no update", "No update available"],
    ["updates switched off", "updates are disabled"],
    ["update under way", "an update is already in progress"],
    ["updated already", "already updated, restart required"],
    ["something else", "disk full on /usr"],
  ];
  return [
    ...Object.values(errorCodes).map((code) => draw(code, aCallError({ code, message: agentSays }))),
    ...byAgent.map(([name, message]) => draw(`the agent says: ${name}`, aCallError({ message }))),
    ...[401, 403, 404, 429, 502, 400].map((status) =>
      draw(`HTTP ${status}`, aCallError({ code: null, status, message: agentSays })),
    ),
    draw(
      "HTTP 502, without an operation id",
      aCallError({ code: null, status: 502, ngrokOperationId: null }),
    ),
    draw("HTTP 400 without anything", aCallError({ code: null, status: 400, ngrokOperationId: null })),
    draw("hostile message", aCallError({ code: "ERR_NGROK_9999", message: hostileText })),
    ...(Object.keys(kinds) as CallError["kind"][]).map((kind) =>
      draw(`kind: ${kind}`, aCallError({ kind, code: null, status: null })),
    ),
  ];
}

function faults(): GalleryItem[] {
  const draw = drawer("Errors", "user-error.ts", describeError);
  const drawOnHome = drawer("Errors", "user-error.ts", faultWords);
  const say = (name: string, error: unknown) => draw(name, error, REFERENCE);
  return [
    say("a refusal", new UserRefusal(cardFieldProblem("nobody-asked"))),
    say("a fault of the bot", new TypeError("x is undefined")),
    ...ngrokErrors().map(([name, error]) => say(`ngrok: ${name}`, error)),
    ...slackErrors().map(([name, error]) => say(`Slack: ${name}`, error)),
    ...storeErrors().map(([name, error]) => say(`record: ${name}`, error)),
    drawOnHome("on Home, without a reference", new NgrokTimeoutError(10_000)),
  ];
}

function ngrokErrors(): [string, Error][] {
  const api = (status: number, code: string | null, text = agentSays) =>
    new NgrokApiError({ status, code, text, ngrokOperationId: "op_2aBcDeFgHi", outcome: "refused" });
  return [
    ["bad key", api(403, "ERR_NGROK_206")],
    ...[
      "ERR_NGROK_635",
      "ERR_NGROK_1700",
      "ERR_NGROK_1701",
      "ERR_NGROK_1702",
      "ERR_NGROK_225",
      "ERR_NGROK_226",
    ].map((code): [string, Error] => [code, api(400, code)]),
    ...[401, 403, 404, 429, 502].map((status): [string, Error] => [`HTTP ${status}`, api(status, null)]),
    ["another refusal", api(400, "ERR_NGROK_227", "The prefix is wrong")],
    ["hostile refusal", api(400, "ERR_NGROK_9999", hostileText)],
    ["request limit", new NgrokRateLimitError(12_300)],
    ["timeout", new NgrokTimeoutError(10_000)],
    ["no connection", new NgrokConnectionError("ECONNREFUSED", "not-done")],
    ["odd answer", new NgrokReplyError("Unexpected token <")],
  ];
}

function slackErrors(): [string, Error][] {
  const platform = (error: string, more: object = {}) =>
    new WebAPIPlatformError({ ok: false, error, ...more });
  return [
    ["late window", platform("expired_trigger_id")],
    ["not in the channel", platform("not_in_channel")],
    ["archived", platform("is_archived")],
    ["scope lacking", platform("missing_scope", { needed: "groups:read" })],
    ["scope lacking, not named", platform("missing_scope")],
    ["token refused", platform("invalid_auth")],
    ["another refusal", platform("fatal_error")],
    ["slow down", new WebAPIRateLimitedError(30)],
    ["out of reach", new WebAPIRequestError(new Error("ECONNREFUSED"))],
  ];
}

function storeErrors(): [string, Error][] {
  const troubles: Record<StoreTrouble, true> = {
    locked: true,
    "read-only": true,
    disk: true,
    damaged: true,
    unreachable: true,
    other: true,
  };
  return (Object.keys(troubles) as StoreTrouble[]).flatMap((trouble): [string, Error][] => {
    const error = new StoreError("The database is no good", { trouble });
    return [
      [trouble, error],
      [`${trouble}, nothing recorded`, new NotRecordedError(error)],
    ];
  });
}
