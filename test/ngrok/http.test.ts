import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { NgrokConnectionError, NgrokRateLimitError } from "../../src/ngrok/errors.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { all, apiKey, type Bench, createBench, json, session } from "./loopback-server.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
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
    const ngrok = createNgrokClient({
      mayChange: async () => true,
      baseUrl,
      apiKey,
      clock: bench.clock,
      budget,
    });
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

test("a key that cannot be a header, or an address that is none, is refused without repeating the key", () => {
  const budget = createRequestBudget({ clock: bench.clock, perMinute: 1 });
  const create = (baseUrl: string, key: string) => () =>
    createNgrokClient({ mayChange: async () => true, baseUrl, apiKey: key, clock: bench.clock, budget });
  expect(create(bench.server.url, "")).toThrow(TypeError);
  expect(create(bench.server.url, "top\nsecret")).toThrow(/^(?!.*secret)/s);
  expect(create("api.ngrok.com", apiKey)).toThrow(TypeError);
  expect(create("ftp://127.0.0.1", apiKey)).toThrow(TypeError);
});

test("lists go through the same limits", async () => {
  bench.server.answer((response) => response.writeHead(403).end());
  expect(await bench.outcome(all(bench.ngrok.tunnels.list()))).toMatchObject({ status: 403 });
});
