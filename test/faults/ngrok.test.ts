import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { errorCodes } from "../../src/ngrok/error-codes.ts";
import {
  type NgrokApiError,
  NgrokRateLimitError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "../../src/ngrok/errors.ts";
import { callError } from "../../src/operations/call-error.ts";
import { describeError } from "../../src/user-error.ts";
import { callErrorText } from "../../src/views/call-error-words.ts";
import { all, allText, apiKey, type Bench, createBench, json, session } from "../ngrok/loopback-server.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await createBench({ perMinute: 1_000 });
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
});

const restart = () => bench.outcome(bench.ngrok.sessions.restart("ts_1"));
const read = () => bench.outcome(bench.ngrok.sessions.get("ts_1"));
const ngrokSays = "ngrok's own words";

/** Every code of ngrok's that the bot knows by its documentation: its usual status, and what people read. */
const documented: [code: number, status: number, words: string][] = [
  [200, 403, "ngrok refused the bot's API key"],
  [202, 403, "ngrok refused the bot's API key"],
  [206, 403, "ngrok refused the bot's API key"],
  [208, 403, "ngrok refused the bot's API key"],
  [214, 400, `“${ngrokSays}”`],
  [216, 400, `“${ngrokSays}”`],
  [217, 400, `“${ngrokSays}”`],
  [218, 400, `“${ngrokSays}”`],
  [227, 400, `“${ngrokSays}”`],
  [231, 400, `“${ngrokSays}”`],
  [233, 400, `“${ngrokSays}”`],
  [244, 400, `“${ngrokSays}”`],
  [635, 403, "not allowed to change things"],
  [804, 400, "cannot be restarted from afar"],
  [805, 400, "cannot be stopped from afar"],
  [806, 400, "refused the update"],
  [807, 400, "could not stop"],
  [808, 400, "could not restart"],
  [809, 400, "refused the update"],
  [1121, 400, "no agent that could update"],
  [1122, 400, "no agent that could restart"],
  [1700, 403, "not allowed to use session operations"],
  [1701, 403, "not allowed to restart or stop"],
  [1702, 403, "takes a paid plan"],
  [6700, 400, "255 bytes"],
  [6701, 400, "4096 bytes"],
  [6702, 400, "has no NS records"],
  [6703, 400, "are not ngrok's"],
  [6704, 400, "valid domain"],
  [6705, 400, "does not own the domain"],
  [6706, 400, "exists already"],
  [6707, 400, "not allowed to have an ingress"],
];

describe("a documented error", () => {
  test.each(documented)(
    "ERR_NGROK_%d with %d is a refusal, sent once, and says: %s",
    async (code, status, words) => {
      bench.server.answer((response) =>
        json(response, status, { error_code: `ERR_NGROK_${code}`, status_code: status, msg: ngrokSays }),
      );
      const error = await restart();
      expect(error).toMatchObject({ name: "NgrokApiError", outcome: "refused", code: `ERR_NGROK_${code}` });
      expect(bench.server.received).toHaveLength(1);
      const known = callError(error as NgrokApiError);
      expect(callErrorText(known)).toContain(words);
    },
  );

  test("810 is no refusal: the change may have happened", async () => {
    bench.server.answer((response) => json(response, 502, { error_code: "ERR_NGROK_810", msg: ngrokSays }));
    const error = await restart();
    expect(error).toMatchObject({ name: "NgrokApiError", outcome: "unknown" });
    expect(callErrorText(callError(error as NgrokApiError))).toContain("so the outcome is unknown");
    expect(bench.server.received).toHaveLength(1);
  });

  test.each([
    ["ERR_NGROK_225", 1_000],
    ["ERR_NGROK_226", 5_000],
  ])("%s puts everybody off, and what was refused runs once there is room", async (code, pauseMs) => {
    bench.server.answer((response, _, index) =>
      index === 0 ? json(response, 429, { error_code: code }) : json(response, 200, session),
    );
    expect(await read()).toMatchObject({ id: "ts_1" });
    expect(bench.clock.monotonicMs()).toBeGreaterThanOrEqual(pauseMs);
    expect(bench.server.received).toHaveLength(2);
  });

  test.each(["ERR_NGROK_225", "ERR_NGROK_226"])(
    "%s that lasts is told with when to come back",
    async (code) => {
      bench.server.answer((response) => json(response, 429, { error_code: code }, { "retry-after": "40" }));
      const error = await restart();
      expect(error).toBeInstanceOf(NgrokRateLimitError);
      expect(describeError(error).text).toContain("Try again in 40 s.");
    },
  );

  test("every code on which something depends stands in the table", () => {
    const others = [errorCodes.tooManyAtOnce, errorCodes.tooManyPerMinute, errorCodes.commandOutcomeUnknown];
    const shown = new Set<string>([...documented.map(([code]) => `ERR_NGROK_${code}`), ...others]);
    expect(Object.values<string>(errorCodes).filter((code) => !shown.has(code))).toEqual([]);
  });
});

describe("an answer that is none of ngrok's API", () => {
  const page = `<html>${apiKey}</html>`;
  test.each([
    [
      "a page with 502",
      502,
      { "content-type": "text/html", "ngrok-operation-id": "op_9" },
      page,
      /own|problem/,
    ],
    ["a page with success", 200, { "content-type": "text/html" }, page, /could not be read/],
    ["half of JSON", 200, { "content-type": "application/json" }, '{"id":"ts_1"', /could not be read/],
    ["nothing with success", 200, {}, "", /could not be read/],
    ["204 where an answer belongs", 204, {}, "", /could not be read/],
    ["a redirect 301", 301, { location: "https://evil.example/" }, "", /could not be read/],
    ["a redirect 302", 302, { location: "/elsewhere" }, "", /could not be read/],
    ["a redirect 307", 307, { location: "//evil.example/" }, "", /could not be read/],
  ])("%s is told in words, without the key, and is not followed", async (_, status, headers, body, words) => {
    bench.server.answer((response) =>
      response.writeHead(status, headers as Record<string, string>).end(body),
    );
    const error = await read();
    expect(describeError(error).text).toMatch(words);
    expect(allText(error)).not.toContain(apiKey);
    expect(new Set(bench.server.received.map(({ line }) => line))).toEqual(
      new Set(["GET /tunnel_sessions/ts_1"]),
    );
  });

  test.each([301, 302, 307])(
    "a redirect %d leaves open whether a change happened, and no second one is sent",
    async (status) => {
      bench.server.answer((response) => response.writeHead(status, { location: "/elsewhere" }).end());
      expect(await restart()).toMatchObject({ name: "NgrokReplyError", outcome: "unknown" });
      expect(bench.server.received).toHaveLength(1);
    },
  );

  test("JSON under a wrong content type is read all the same", async () => {
    bench.server.answer((response) =>
      response.writeHead(200, { "content-type": "text/plain" }).end(JSON.stringify(session)),
    );
    expect(await read()).toMatchObject({ id: "ts_1" });
  });

  test("200 without a body is a command's success, as 204 is", async () => {
    bench.server.answer((response) => response.writeHead(200).end());
    expect(await restart()).toHaveProperty("answeredAt");
  });
});

describe("an answer that comes badly", () => {
  test("a chunked one that breaks off leaves a change open, and is not sent again", async () => {
    bench.server.answer((response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" });
      response.write('{"id":', () => response.destroy());
    });
    expect(await restart()).toMatchObject({ name: "NgrokConnectionError", outcome: "unknown" });
    expect(bench.server.received).toHaveLength(1);
  });

  test("one of more than 10 MB is not read to its end", async () => {
    bench.server.answer((response) => {
      const chunk = Buffer.alloc(1024 * 1024, " ");
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", more);
      more();
    });
    const error = await read();
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect(describeError(error).text).toContain("could not be read");
  });

  test("one that trickles without end is ended by the limit of the whole call", async () => {
    let stop = () => {};
    bench.server.answer((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write(" "), 1);
      stop = () => clearInterval(timer);
    });
    const error = await restart();
    stop();
    expect(error).toBeInstanceOf(NgrokTimeoutError);
    expect(bench.clock.monotonicMs()).toBeLessThanOrEqual(11_000);
    expect(describeError(error).text).toContain("did not answer within 10 s");
  });

  test("none at all is ended by the same limit, and a change is not sent again", async () => {
    bench.server.answer(() => {});
    expect(await restart()).toMatchObject({ name: "NgrokTimeoutError", outcome: "unknown" });
    expect(bench.server.received).toHaveLength(1);
  });

  test.each(["", "yesterday", "Fri, 99 Foo 2026 99:99:99 GMT"])("a Date of %j is no time", async (date) => {
    bench.server.answer((response) => {
      response.sendDate = false;
      response.writeHead(204, date === "" ? {} : { date }).end();
    });
    expect(await restart()).toEqual({ answeredAt: null });
  });
});

describe("a list", () => {
  const page = (next: string | null) => ({ tunnel_sessions: [session], uri: "x", next_page_uri: next });
  const list = () => bench.outcome(all(bench.ngrok.sessions.list()));

  test.each([
    ["that leads to itself", 1, () => "/tunnel_sessions?limit=100"],
    [
      "of two pages that lead to each other",
      2,
      (at: number) => `/tunnel_sessions?${at % 2 ? "limit=100" : "before_id=b"}`,
    ],
    ["without end", 500, (at: number) => `/tunnel_sessions?before_id=${at}`],
    ["that leads to another host", 1, () => "https://evil.example/tunnel_sessions?limit=100"],
    ["that leads to another port", 1, () => "http://127.0.0.1:1/tunnel_sessions"],
  ])("%s is given up after %d pages, in words, and the key goes nowhere else", async (_, pages, next) => {
    bench.server.answer((response, __, index) => json(response, 200, page(next(index))));
    const error = await list();
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect(describeError(error).text).toContain("could not be read");
    expect(bench.server.received).toHaveLength(pages);
  });
});
