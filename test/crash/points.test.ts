import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";
import { afterEach, expect, test } from "vitest";
import { createPoints, parseArming } from "../../sandbox/crash/points.ts";
import { watchFetch } from "../../sandbox/crash/watch-fetch.ts";
import { watchNgrok } from "../../sandbox/crash/watch-ngrok.ts";
import { createNetwork } from "../../src/network.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(): Promise<string> {
  const server = createServer((_, response) => response.end('{"ok":true}'));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function walk(arming: string | undefined, ...names: string[]) {
  const met: string[] = [];
  const died: string[] = [];
  const point = createPoints({
    arming: parseArming(arming),
    met: (name) => met.push(name),
    die: (name) => died.push(`${name} after ${met.length}`),
  });
  for (const name of names) point(name);
  return { met, died };
}

test("a process dies at the nth time that it comes to its point", () => {
  expect(walk('{"points":{"b":2}}', "a", "b", "a", "b")).toEqual({ met: ["a", "b"], died: ["b after 2"] });
});

test("a point that is not named kills where the others do, one with 0 never", () => {
  expect(walk('{"points":{"a":0},"others":1}', "a", "a", "b").died).toEqual(["b after 2"]);
});

test("an unarmed process dies nowhere", () => {
  expect(walk(undefined, "a", "b").died).toEqual([]);
});

test("a call to Slack is named before it leaves and once its answer is there", async () => {
  const url = await serve();
  const names: string[] = [];
  const fetch = watchFetch(createNetwork(null).fetch, `${url}/api/`, (name) => names.push(name));
  const answering = fetch(`${url}/api/chat.postMessage`, { method: "POST" });
  expect(names).toEqual(["before slack chat.postMessage"]);
  await (await answering).text();
  await (await fetch(`${url}/response/1`)).text();
  expect(names.slice(1)).toEqual([
    "after slack chat.postMessage",
    "before slack response_url",
    "after slack response_url",
  ]);
});

test("a request to ngrok is named by what it asks for", async () => {
  const url = await serve();
  const names: string[] = [];
  const agent = new Agent();
  closers.push(() => agent.close());
  const dispatcher = agent.compose(watchNgrok((name) => names.push(name)));
  for (const [method, path] of [
    ["POST", "/tunnel_sessions/ts_1/restart"],
    ["GET", "/tunnel_sessions?limit=100"],
    ["GET", "/tunnel_sessions/ts_1"],
    ["PATCH", "/agent_ingresses/agin_1"],
    ["POST", "/agent_ingresses"],
  ] as const) {
    const { body } = await request(`${url}${path}`, { method, dispatcher });
    expect(await body.json()).toEqual({ ok: true });
  }
  const what = ["restart", "read tunnel_sessions", "read tunnel_sessions by id", "edit", "create"];
  expect(names).toEqual(what.flatMap((name) => [`before ngrok ${name}`, `after ngrok ${name}`]));
});
