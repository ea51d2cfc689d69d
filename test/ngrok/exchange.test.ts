import { Agent, buildConnector } from "undici";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { NgrokRateLimitError, NgrokTimeoutError } from "../../src/ngrok/errors.ts";
import { callTimeoutMs, commandLimitMs } from "../../src/ngrok/http.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { apiKey, type Bench, createBench, json, session } from "./loopback-server.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
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

  test("a command whose turn came while the process slept is not sent", async () => {
    const take = Promise.withResolvers<void>();
    const budget = { left: () => 1, isShort: () => false, take: () => take.promise, pause: async () => {} };
    const { server, clock } = bench;
    const ngrok = createNgrokClient({
      mayChange: async () => true,
      baseUrl: server.url,
      apiKey,
      clock,
      budget,
    });
    const call = ngrok.sessions.restart("ts_1");
    bench.clock.step(commandLimitMs - callTimeoutMs + 1);
    take.resolve();
    expect(await bench.outcome(call)).toMatchObject({ name: "NgrokConnectionError", outcome: "not-done" });
    expect(server.received).toHaveLength(0);
    await ngrok.close();
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

  test("a read given up on the way is not sent again", async () => {
    bench.server.answer(() => {});
    const giveUp = new AbortController();
    const call = bench.ngrok.sessions.get("ts_1", { signal: giveUp.signal });
    await bench.arrived(1);
    giveUp.abort(new Error("closing"));
    expect(await bench.outcome(call)).toMatchObject({ message: "the call was given up" });
    expect(bench.server.received).toHaveLength(1);
  });
});

test("a command that finds no connection within its limit is not done, and is not sent when one comes", async () => {
  const connectNow = buildConnector({});
  const late = Promise.withResolvers<void>();
  const held: (() => void)[] = [];
  let isOpen = false;
  const dispatcher = new Agent({
    connect: (options, callback) => {
      if (isOpen) return connectNow(options, callback);
      held.push(() =>
        connectNow(options, (...result) => {
          callback(...result);
          late.resolve();
        }),
      );
    },
  });
  const { clock, server } = bench;
  const budget = createRequestBudget({ clock, perMinute: 100 });
  const ngrok = createNgrokClient({
    mayChange: async () => true,
    baseUrl: server.url,
    apiKey,
    clock,
    budget,
    dispatcher,
  });
  const error = await bench.outcome(ngrok.sessions.restart("ts_1"));
  expect(error).toMatchObject({ outcome: "not-done", message: "no connection to ngrok within 2 s" });
  isOpen = true;
  for (const connect of held) connect();
  await late.promise;
  server.answer((response) => json(response, 200, session));
  expect(await bench.outcome(ngrok.sessions.get("ts_1"))).toMatchObject({ id: "ts_1" });
  expect(server.received.map((request) => request.line)).toEqual(["GET /tunnel_sessions/ts_1"]);
  await dispatcher.destroy();
});

test("a read that finds no connection within its limit says so, not that ngrok was slow", async () => {
  const { clock, server } = bench;
  const dispatcher = new Agent({ connect: () => {} });
  const budget = createRequestBudget({ clock, perMinute: 100 });
  const mayChange = async () => true;
  const ngrok = createNgrokClient({ mayChange, baseUrl: server.url, apiKey, clock, budget, dispatcher });
  const error = await bench.outcome(ngrok.sessions.get("ts_1"));
  expect(error).toMatchObject({ outcome: "not-done", message: "no connection to ngrok within 10 s" });
  expect(clock.timers).toBe(0);
  await dispatcher.destroy();
});
