import { webApi } from "@slack/bolt";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkSoak } from "../../sandbox/soak/checks/check-soak.ts";
import { loggedError, referenceIn } from "../../sandbox/soak/logged-error.ts";
import type { SoakEvidence } from "../../sandbox/soak/soak-evidence.ts";
import { createLogger } from "../../src/logger.ts";
import { NotConnectedError } from "../../src/network.ts";
import {
  NgrokApiError,
  NgrokConnectionError,
  NgrokRateLimitError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "../../src/ngrok/errors.ts";
import { StoreUnavailableError } from "../../src/store/store-error.ts";
import { describeError } from "../../src/user-error.ts";
import { call, second, soundRun } from "../evidence/a-sound-run.ts";
import { envelope, everythingElse, slackCall, soundSoak } from "./a-sound-soak.ts";

const REFERENCE = "ABCDEF";

/** As the bot's own logger writes it. */
function logged(err: unknown, msg = "Handler failed") {
  const lines: string[] = [];
  const logger = createLogger({ level: "error", secrets: [], out: { write: (line) => lines.push(line) } });
  logger.error({ err, reference: REFERENCE, kind: "command", name: "/ngrok" }, msg);
  return loggedError(JSON.parse(String(lines[0])), second(30));
}

const ngrokFault = {
  run: soundRun({
    calls: [...soundRun().calls, call(25, "look", { fault: "hang", method: "GET", effect: null })],
  }),
};
const slackFault = {
  slackCalls: [...soundSoak().slackCalls, slackCall(25, "views.open", { fault: "hang", result: "hang" })],
};
const found = (changes: Partial<SoakEvidence>) =>
  checkSoak(soundSoak(changes))
    .filter(({ promise }) => promise === "no unexpected error" || promise === "an answer to everything")
    .map(({ words }) => words);

const refused = () => new NotConnectedError("no connection could be made", new Error("connect ECONNREFUSED"));
const cut = () => named("SocketError", "other side closed");

function named(name: string, message: string): Error {
  const Named = { [name]: class extends Error {} }[name] ?? Error;
  const error = new Named(message);
  error.name = name;
  return error;
}

test.each<[string, Error, Partial<SoakEvidence>]>([
  ["a cut connection to Slack", new webApi.WebAPIRequestError(cut()), slackFault],
  ["a reset one", new webApi.WebAPIRequestError(new Error("read ECONNRESET")), slackFault],
  ["no connection to Slack", new webApi.WebAPIRequestError(refused()), slackFault],
  ["Slack's silence", new webApi.WebAPIRequestError(named("SlackTimeoutError", "silence")), slackFault],
  ["Slack's own fault", new webApi.WebAPIHTTPError(503, "", {}, ""), slackFault],
  ["Slack's limit", new webApi.WebAPIRateLimitedError(5), slackFault],
  ["a late window", new webApi.WebAPIPlatformError({ ok: false, error: "expired_trigger_id" }), slackFault],
  ["a cut connection to ngrok", new NgrokConnectionError("cut", "unknown", { cause: cut() }), ngrokFault],
  ["no connection to ngrok", new NgrokConnectionError("none in time", "not-done"), ngrokFault],
  ["ngrok's silence", new NgrokTimeoutError(10_000), ngrokFault],
  ["ngrok's limit", new NgrokRateLimitError(5_000), ngrokFault],
  ["an answer of ngrok's that is cut", new NgrokReplyError("cut"), ngrokFault],
  ["ngrok's own fault", ngrokAnswered(502), ngrokFault],
])("%s is let pass under its weather, and found without", (_, error, weather) => {
  for (const msg of ["Handler failed", "Error could not be told"]) {
    expect(found({ ...weather, errors: [logged(error, msg)] })).toEqual([]);
    expect(found({ errors: [logged(error, msg)] })).toHaveLength(1);
  }
});

test.each<[string, unknown]>([
  ["TypeError", new TypeError("x is not a function")],
  ["RangeError", new RangeError("Invalid time value")],
  ["ReferenceError", new ReferenceError("x is not defined")],
  ["SyntaxError", new SyntaxError("Unexpected end of JSON input")],
  ["ZodError", z.string().safeParse(1).error],
  ["AssertionError", named("AssertionError", "1 == 2")],
  ["Error", new Error("Nobody to tell")],
  ["WebAPIRequestError", new webApi.WebAPIRequestError(new TypeError("x is not a function"))],
  [
    "WebAPIRequestError",
    new webApi.WebAPIRequestError(new NotConnectedError("x", new Error("x is not ready"))),
  ],
  ["WebAPIPlatformError", new webApi.WebAPIPlatformError({ ok: false, error: "invalid_blocks" })],
  ["NgrokConnectionError", new NgrokConnectionError("x", "unknown", { cause: new TypeError("x") })],
  ["NgrokApiError", ngrokAnswered(404)],
  ["StoreUnavailableError", new StoreUnavailableError("the database is away")],
])("a bug that shows as %s is found in any weather, by its name", (name, error) => {
  for (const msg of ["Handler failed", "Error could not be told"]) {
    const words = found({ ...slackFault, ...ngrokFault, errors: [logged(error, msg)] });
    expect(words).toEqual([expect.stringContaining(`${msg} (command /ngrok): ${name}`)]);
  }
});

test("words with a reference are an answer only where the weather explains the error", () => {
  const { text } = describeError(new TypeError("x"), REFERENCE);
  expect(referenceIn({ text })).toBe(REFERENCE);
  const told = { slackCalls: [slackCall(2, "response_url", { path: "/response/1", args: { text } })] };
  const unanswered = expect.stringContaining("nothing was said or changed");
  expect(found({ ...told, ...ngrokFault, errors: [logged(new NgrokTimeoutError(10_000))] })).toEqual([]);
  expect(found({ ...told, ...ngrokFault, errors: [logged(new TypeError("x"))] })).toContainEqual(unanswered);
  expect(found(told)).toEqual([unanswered]);
});

test("so are words in the ack", () => {
  const acked = {
    slackCalls: [],
    envelopes: [envelope({ ackSays: true, ackReference: REFERENCE }), ...everythingElse],
  };
  expect(found({ ...acked, ...ngrokFault, errors: [logged(new NgrokTimeoutError(10_000))] })).toEqual([]);
  expect(found(acked)).toHaveLength(1);
});

function ngrokAnswered(status: number): NgrokApiError {
  return new NgrokApiError({ code: null, status, text: "x", ngrokOperationId: null, outcome: "unknown" });
}
