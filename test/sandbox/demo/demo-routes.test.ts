import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBotControl } from "../../../sandbox/demo/bot-control.ts";
import { createDemoRoutes } from "../../../sandbox/demo/demo-routes.ts";
import { createDemoFaults } from "../../../sandbox/demo/faults.ts";
import { type PageServer, startPageServer } from "../../../sandbox/demo/page-server.ts";
import { createTrafficLog } from "../../../sandbox/demo/traffic-log.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { systemClock } from "../../../src/clock.ts";

const clock = systemClock;
const traffic = createTrafficLog({ clock, secrets: () => [] });
// A process that never comes to its end by itself; test/process has the real ones.
const begun: string[] = [];
const bot = createBotControl({
  clock,
  cleaned: (line) => line,
  create: ({ ended }) => ({
    lines: [],
    get running() {
      return begun.length % 2 === 1;
    },
    start: () => {
      begun.push("start");
      return new Promise(() => {});
    },
    end: async (signal) => {
      begun.push(signal);
      ended(signal);
    },
    killAtOnce: () => {},
    errors: () => [],
  }),
});
let sandbox: Sandbox;
let server: PageServer;
beforeAll(async () => {
  sandbox = await startSandbox({ clock });
  server = await startPageServer({
    folder: import.meta.dirname,
    port: 0,
    entriesFor: () => null,
    routes: {
      demo: createDemoRoutes({ faults: createDemoFaults(sandbox), bot, traffic, ngrok: sandbox.ngrok }),
    },
  });
});
afterAll(async () => {
  await server.stop();
  await sandbox.stop();
});

async function ask(method: string, path: string, body?: unknown, type = "application/json") {
  const response = await fetch(`${server.url}/demo${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { "content-type": type },
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
  });
  const { ok, result, error } = (await response.json()) as { ok: boolean; result?: unknown; error?: string };
  return { status: response.status, ok, result, error };
}
const post = (path: string, body: unknown = {}) => ask("POST", path, body);

test("a fault is switched on, and all are cleared", async () => {
  expect(await post("/faults/agent-twins", { on: true, agent: "edge-07" })).toMatchObject({ ok: true });
  expect(sandbox.ngrok.agents.find("edge-07").behaviour.returnTwice).toBe(true);
  expect(await post("/clear-faults")).toMatchObject({ status: 200, ok: true, result: null });
  expect(sandbox.ngrok.agents.find("edge-07").behaviour.returnTwice).toBe(false);
});

test("the NS records of an ingress are created", async () => {
  const waiting = sandbox.ngrok.ingresses.all().find(({ delegatedAt }) => delegatedAt === null);
  expect(await post(`/ingresses/${waiting?.id}/delegate`)).toMatchObject({ ok: true });
  expect(waiting?.delegatedAt).not.toBeNull();
});

test("bodies are read by number, until all is forgotten", async () => {
  traffic.observe({ from: "bot", to: "slack", what: "auth.test", body: { a: 1 } });
  expect((await ask("GET", "/traffic/1")).result).toEqual({ request: '{\n  "a": 1\n}', response: null });
  await post("/clear-traffic");
  expect(await ask("GET", "/traffic/1")).toMatchObject({
    status: 404,
    error: "Number 1 is not kept any more, or never was.",
  });
});

test("the bot is started without being waited for, once, and ended once", async () => {
  expect(await post("/bot/kill")).toMatchObject({ status: 409, error: "The bot is not running." });
  expect(await post("/bot/start")).toMatchObject({ status: 200, ok: true });
  expect(bot.state()).toMatchObject({ state: "starting", end: null });
  expect(await post("/bot/start")).toMatchObject({ status: 409, error: "The bot is running already." });
  expect(await post("/bot/stop")).toMatchObject({ status: 200 });
  expect(bot.state()).toMatchObject({ state: "ended", end: { asked: true } });
  expect(await post("/bot/stop")).toMatchObject({ status: 409 });
  expect(begun).toEqual(["start", "SIGTERM"]);
});

describe("what is not understood is refused in a sentence, and changes nothing", () => {
  test.each([
    ["POST", "/faults/ngrok-429", {}, 400, /^The body was refused: on: .+\.$/],
    ["POST", "/faults/ngrok-429", { on: "yes" }, 400, /^The body was refused: on: .+\.$/],
    ["POST", "/faults/ngrok-429", { on: true, times: 3 }, 400, /"times"/],
    ["POST", "/faults/nothing", { on: true }, 404, "There is no fault called nothing."],
    ["POST", "/faults/ngrok-429", "{", 400, "The body is not JSON."],
    ["POST", "/clear-faults", { now: true }, 400, /"now"/],
    ["POST", "/faults/ngrok-429", { on: true, agent: "x".repeat(20_000) }, 413, "The body is too long."],
    ["POST", "/ingresses/agin_nobody/delegate", {}, 404, "There is no ingress agin_nobody."],
    ["POST", "/nothing", {}, 404, "There is no /demo/nothing here."],
    ["GET", "/bot/kill", undefined, 405, "Use POST here."],
    ["POST", "/traffic/1", {}, 405, "Use GET here."],
  ] as const)("%s %s %j", async (method, path, body, status, error) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject({ status, ok: false });
    expect(answer.error).toMatch(error);
    expect(sandbox.ngrok.faults.list()).toEqual([]);
  });

  test("a form of a strange page, which cannot set the type of JSON", async () => {
    const answer = await ask("POST", "/faults/ngrok-429", '{"on":true}', "text/plain");
    expect(answer).toMatchObject({ status: 415, error: "Send the body as application/json." });
    expect(sandbox.ngrok.faults.list()).toEqual([]);
  });
});
