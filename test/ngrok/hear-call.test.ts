import { expect, onTestFinished, test } from "vitest";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import type { HeardNgrokCall } from "../../src/ngrok/hear-call.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import { apiKey, createBench } from "./loopback-server.ts";

/** A client of whose requests the results are heard. */
async function aHeardClient() {
  const bench = await createBench();
  const { clock, server } = bench;
  const heard: HeardNgrokCall[] = [];
  const ngrok = createNgrokClient({
    mayChange: async () => true,
    baseUrl: server.url,
    apiKey,
    clock,
    budget: createRequestBudget({ clock, perMinute: 100 }),
    heard: (call) => heard.push(call),
  });
  onTestFinished(async () => {
    await ngrok.close();
    await bench.close().catch(() => {});
  });
  return { ...bench, ngrok, results: () => heard.map(({ result }) => result) };
}

test("a connection that breaks after the request was sent is lost, and no want of a connection", async () => {
  const { server, ngrok, outcome, results } = await aHeardClient();
  server.answer((response) => response.destroy());
  expect(await outcome(ngrok.sessions.restart("ts_1"))).toMatchObject({
    outcome: "unknown",
    failure: "lost",
  });
  expect(results()).toEqual(["lost"]);
});

test("a read whose connection broke was lost too, however harmless it is to repeat", async () => {
  const { server, ngrok, outcome, results } = await aHeardClient();
  server.answer((response) => response.destroy());
  expect(await outcome(ngrok.sessions.get("ts_1"))).toMatchObject({ outcome: "not-done", failure: "lost" });
  expect(new Set(results())).toEqual(new Set(["lost"]));
});

test("a call that its caller gave up is told as given up", async () => {
  const { server, ngrok, outcome, arrived, results } = await aHeardClient();
  server.answer(() => {});
  const giveUp = new AbortController();
  const call = ngrok.sessions.restart("ts_1", { signal: giveUp.signal });
  await arrived(1);
  giveUp.abort(new Error("closing"));
  await outcome(call);
  expect(results()).toEqual(["given-up"]);
});

test("where nobody listens there is no connection", async () => {
  const { server, ngrok, outcome, results } = await aHeardClient();
  await server.close();
  expect(await outcome(ngrok.sessions.restart("ts_1"))).toMatchObject({ failure: "no-connection" });
  expect(new Set(results())).toEqual(new Set(["no-connection"]));
});
