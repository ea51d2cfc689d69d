import { createServer } from "node:net";
import { Agent, buildConnector } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import {
  NgrokApiError,
  NgrokConnectionError,
  NgrokRateLimitError,
  NgrokReplyError,
  NgrokTimeoutError,
} from "../../src/ngrok/errors.ts";
import { callTimeoutMs, commandLimitMs } from "../../src/ngrok/http.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { all, apiKey, type Bench, createBench, json } from "./loopback-server.ts";

const session = {
  id: "ts_1",
  started_at: "2026-03-01T02:00:00Z",
  credential: { id: "cr_1" },
  agent_version: "3.19.0",
};

let bench: Bench;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
});

/** Every text that an error carries, its causes' and stacks' too. */
function allText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause ? allText(error.cause) : ""}`;
}

describe("what ngrok refuses", () => {
  test("an error brings ngrok's code, status, text and operation id", async () => {
    bench.server.answer((response) =>
      json(response, 400, {
        error_code: "ERR_NGROK_809",
        status_code: 400,
        msg: "No update available",
        details: { operation_id: "op_1" },
      }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.update("ts_1"));
    expect(error).toBeInstanceOf(NgrokApiError);
    expect(error).toMatchObject({
      code: "ERR_NGROK_809",
      status: 400,
      text: "No update available",
      ngrokOperationId: "op_1",
      outcome: "refused",
    });
    expect(bench.server.received).toHaveLength(1);
  });

  test("a session that is gone is a 404 without a code", async () => {
    bench.server.answer((response) =>
      json(response, 404, {
        details: { operation_id: "op_2" },
        msg: "Resource not found",
        status_code: 404,
      }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toMatchObject({ code: null, status: 404, ngrokOperationId: "op_2", outcome: "refused" });
  });

  test("the key and whatever looks like one is in no text of an error", async () => {
    const other = "1nYFYzrDlW4pTNmnJtuYd0Yvb2A_6NyYVcF5mE9uGb3vEzEK9";
    bench.server.answer((response) =>
      json(response, 403, {
        error_code: "ERR_NGROK_206",
        msg: `The key '${apiKey}' of ak_2TMGJ5XTkNXx is not valid, nor is ${other}`,
      }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toMatchObject({ status: 403 });
    expect(allText(error)).toContain("[key removed]");
    for (const secret of [apiKey, other, "ak_2TMGJ5XTkNXx"]) expect(allText(error)).not.toContain(secret);
  });

  test("odd types in an error's body do not hide its status", async () => {
    bench.server.answer((response) => json(response, 400, { error_code: 7, msg: ["x"], details: "none" }));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toMatchObject({ code: null, status: 400, text: "no message", outcome: "refused" });
  });

  test("a very long message is cut", async () => {
    bench.server.answer((response) => json(response, 400, { msg: "x".repeat(50_000) }));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toMatchObject({ text: `${"x".repeat(1999)}…` });
  });
});

describe("what ngrok leaves open", () => {
  test("810 leaves a command's outcome unknown", async () => {
    bench.server.answer((response) => json(response, 500, { error_code: "ERR_NGROK_810", msg: "network" }));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toMatchObject({ code: "ERR_NGROK_810", outcome: "unknown" });
    expect(bench.server.received).toHaveLength(1);
  });

  test("an HTML 502 leaves a command's outcome unknown, is not repeated, and keeps the operation id", async () => {
    bench.server.answer((response) => {
      response.writeHead(502, { "content-type": "text/html", "ngrok-operation-id": "op_3" });
      response.end(`<html>${apiKey}</html>`);
    });
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokApiError);
    expect(error).toMatchObject({ code: null, status: 502, outcome: "unknown", ngrokOperationId: "op_3" });
    expect(allText(error)).not.toContain(apiKey);
    expect(bench.server.received).toHaveLength(1);
  });

  test("a known refusal stays a refusal with status 500, an unknown code with 500 does not", async () => {
    const codes = ["ERR_NGROK_808", "ERR_NGROK_9999"];
    bench.server.answer((response, _, index) => json(response, 500, { error_code: codes[index], msg: "" }));
    expect(await bench.outcome(bench.ngrok.sessions.restart("ts_1"))).toMatchObject({ outcome: "refused" });
    expect(await bench.outcome(bench.ngrok.sessions.restart("ts_1"))).toMatchObject({ outcome: "unknown" });
  });

  test("a connection lost after the command was sent leaves its outcome unknown", async () => {
    bench.server.answer((response) => response.destroy());
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokConnectionError);
    expect(error).toMatchObject({ outcome: "unknown" });
    expect((error as Error).cause).toBeInstanceOf(Error);
    expect(bench.server.received).toHaveLength(1);
  });

  test("a success that is a web page is no success of a command", async () => {
    bench.server.answer((response) => response.writeHead(200).end("<html>log in to this network</html>"));
    const error = await bench.outcome(bench.ngrok.sessions.stop("ts_1"));
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect(error).toMatchObject({ outcome: "unknown" });
  });
});

describe("time limits", () => {
  test("a command without an answer ends after its limit on the clock passed in, and not before", async () => {
    bench.server.answer(() => {});
    let ended: unknown;
    const call = bench.ngrok.sessions.restart("ts_1").catch((error: unknown) => {
      ended = error;
    });
    await bench.arrived(1);
    await bench.clock.advance(callTimeoutMs - 1);
    expect(ended).toBeUndefined();
    await bench.clock.advance(1);
    await call;
    expect(ended).toBeInstanceOf(NgrokTimeoutError);
    expect(ended).toMatchObject({ outcome: "unknown", timeoutMs: callTimeoutMs });
    expect(bench.clock.timers).toBe(0);
  });

  test("an answer that stops in the middle ends after the limit too", async () => {
    bench.server.answer((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"id":');
    });
    expect(await bench.outcome(bench.ngrok.sessions.get("ts_1"))).toBeInstanceOf(NgrokTimeoutError);
    expect(bench.clock.monotonicMs()).toBeLessThanOrEqual(callTimeoutMs + 1_000);
  });

  test("a command that waits for its turn is not sent later than its limit allows", async () => {
    bench.server.answer((response) => json(response, 429, { error_code: "ERR_NGROK_225", msg: "busy" }));
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokRateLimitError);
    expect(bench.clock.monotonicMs()).toBeLessThanOrEqual(commandLimitMs - callTimeoutMs);
  });

  test("a call given up by its caller ends at once, and says whether it was sent", async () => {
    bench.server.answer(() => {});
    const giveUp = new AbortController();
    const call = bench.ngrok.sessions.restart("ts_1", { signal: giveUp.signal });
    await bench.arrived(1);
    giveUp.abort(new Error("closing"));
    expect(await bench.outcome(call)).toMatchObject({ name: "NgrokConnectionError", outcome: "unknown" });
    const second = bench.ngrok.sessions.restart("ts_1", { signal: giveUp.signal });
    expect(await bench.outcome(second)).toMatchObject({ outcome: "not-done" });
    expect(bench.server.received).toHaveLength(1);
    expect(bench.clock.timers).toBe(0);
  });
});

test("a command that finds no connection within its limit is not done, and is not sent when one comes", async () => {
  const connectNow = buildConnector({});
  const late = Promise.withResolvers<void>();
  let connect: (() => void) | undefined;
  const dispatcher = new Agent({
    connect: (options, callback) => {
      if (connect) return connectNow(options, callback);
      connect = () =>
        connectNow(options, (...result) => {
          callback(...result);
          late.resolve();
        });
    },
  });
  const { clock, server } = bench;
  const budget = createRequestBudget({ clock, perMinute: 100 });
  const ngrok = createNgrokClient({ baseUrl: server.url, apiKey, clock, budget, dispatcher });
  const error = await bench.outcome(ngrok.sessions.restart("ts_1"));
  expect(error).toMatchObject({ outcome: "not-done", message: "no connection to ngrok within 10 s" });
  connect?.();
  await late.promise;
  server.answer((response) => json(response, 200, session));
  expect(await bench.outcome(ngrok.sessions.get("ts_1"))).toMatchObject({ id: "ts_1" });
  expect(server.received.map((request) => request.line)).toEqual(["GET /tunnel_sessions/ts_1"]);
  await dispatcher.destroy();
});

describe("repeats", () => {
  test("a read is repeated until a failing gateway recovers", async () => {
    bench.server.answer((response, _, index) =>
      index < 3
        ? response.writeHead([502, 503, 504][index] ?? 0).end("<html>")
        : json(response, 200, session),
    );
    expect(await bench.outcome(bench.ngrok.sessions.get("ts_1"))).toMatchObject({ id: "ts_1" });
    expect(bench.server.received).toHaveLength(4);
  });

  test("a read is repeated after a lost connection or a truncated answer", async () => {
    bench.server.answer((response, _, index) => {
      if (index === 0) return response.destroy();
      if (index === 2) return json(response, 200, session);
      response.writeHead(200, { "content-length": "500" });
      response.write('{"id":"ts');
      response.destroy();
    });
    expect(await bench.outcome(bench.ngrok.sessions.get("ts_1"))).toMatchObject({ id: "ts_1" });
    expect(bench.server.received).toHaveLength(3);
  });

  test("a read that keeps failing ends with the last error", async () => {
    bench.server.answer((response) => response.writeHead(503).end());
    expect(await bench.outcome(bench.ngrok.sessions.get("ts_1"))).toMatchObject({ status: 503 });
    expect(bench.server.received).toHaveLength(4);
  });

  test("a command that never left is told as not done", async () => {
    await bench.server.close();
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokConnectionError);
    expect(error).toMatchObject({
      outcome: "not-done",
      message: "no connection to ngrok could be made (ECONNREFUSED)",
    });
    bench = await createBench();
  });

  test("a peer that accepts and breaks off leaves a command unknown", async () => {
    const peer = createServer((socket) => socket.once("data", () => socket.destroy()));
    await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
    const address = peer.address();
    const port = typeof address === "object" ? address?.port : 0;
    const budget = createRequestBudget({ clock: bench.clock, perMinute: 100 });
    const baseUrl = `http://127.0.0.1:${port}`;
    const ngrok = createNgrokClient({ baseUrl, apiKey, clock: bench.clock, budget });
    expect(await bench.outcome(ngrok.sessions.stop("ts_1"))).toMatchObject({ outcome: "unknown" });
    await ngrok.close();
    peer.close();
  });
});

describe("429", () => {
  test("a read waits it out within the budget, and so does everyone else", async () => {
    bench.server.answer((response, _, index) =>
      index === 0 ? json(response, 429, { error_code: "ERR_NGROK_226" }) : json(response, 200, session),
    );
    const first = bench.ngrok.sessions.get("ts_1");
    await bench.arrived(1);
    await bench.clock.advance(100);
    const second = bench.outcome(bench.ngrok.sessions.get("ts_2"));
    await bench.clock.advance(4_000);
    expect(bench.server.received).toHaveLength(1);
    expect(await bench.outcome(first)).toMatchObject({ id: "ts_1" });
    expect(await second).toMatchObject({ id: "ts_1" });
    expect(bench.clock.monotonicMs()).toBeGreaterThanOrEqual(5_000);
  });

  test("one that outlasts a read's limit is an error that says when to come back", async () => {
    bench.server.answer((response) =>
      json(response, 429, { error_code: "ERR_NGROK_226" }, { "retry-after": "45" }),
    );
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toBeInstanceOf(NgrokRateLimitError);
    expect(error).toMatchObject({ outcome: "not-done", retryAfterMs: 45_000 });
  });

  test("a command is not done, and is told so instead of being sent much later", async () => {
    bench.server.answer((response) => json(response, 429, { error_code: "ERR_NGROK_226" }));
    const error = await bench.outcome(bench.ngrok.sessions.restart("ts_1"));
    expect(error).toBeInstanceOf(NgrokRateLimitError);
    expect(bench.server.received).toHaveLength(1);
  });

  test("a command that met too many at once goes a second later", async () => {
    bench.server.answer((response, _, index) =>
      index === 0 ? json(response, 429, { error_code: "ERR_NGROK_225" }) : response.writeHead(204).end(),
    );
    expect(await bench.outcome(bench.ngrok.sessions.restart("ts_1"))).toHaveProperty("answeredAt");
    expect(bench.server.received).toHaveLength(2);
  });
});

describe("answers that cannot be read", () => {
  test.each([
    ["a redirect", 302, { location: "http://127.0.0.1:1/" }, "", /redirect/],
    ["a web page", 200, {}, `<html>${apiKey}`, /readable JSON/],
    ["half an answer", 200, {}, '{"id":"ts_1","star', /readable JSON/],
    ["nothing", 204, {}, "", /readable JSON/],
    ["a wrong field", 200, {}, '{"id":"ts_1","started_at":"today"}', /started_at/],
    ["a list where a session belongs", 200, {}, "[]", /expected object/],
  ])("%s is an error that says so", async (_, status, headers, body, message) => {
    bench.server.answer((response) => response.writeHead(status, headers).end(body));
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect((error as Error).message).toMatch(message);
    expect(allText(error)).not.toContain(apiKey);
    expect(bench.server.received).toHaveLength(1);
  });

  test("an answer that does not end is not read to the end", async () => {
    bench.server.answer((response) => {
      const chunk = Buffer.alloc(1024 * 1024, " ");
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on("drain", more);
      more();
    });
    const error = await bench.outcome(bench.ngrok.sessions.get("ts_1"));
    expect(error).toBeInstanceOf(NgrokReplyError);
    expect((error as Error).message).toMatch(/too long/);
  });
});

test("a key that cannot be a header, or an address that is none, is refused without repeating the key", () => {
  const budget = createRequestBudget({ clock: bench.clock, perMinute: 1 });
  const create = (baseUrl: string, key: string) => () =>
    createNgrokClient({ baseUrl, apiKey: key, clock: bench.clock, budget });
  expect(create(bench.server.url, "")).toThrow(TypeError);
  expect(create(bench.server.url, "top\nsecret")).toThrow(/^(?!.*secret)/s);
  expect(create("api.ngrok.com", apiKey)).toThrow(TypeError);
});

test("lists go through the same limits", async () => {
  bench.server.answer((response) => response.writeHead(403).end());
  expect(await bench.outcome(all(bench.ngrok.tunnels.list()))).toMatchObject({ status: 403 });
});
