import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../sandbox/ngrok/faults.ts";
import { addAgents } from "../../../sandbox/ngrok/seed-fleet.ts";
import { anAccount } from "./an-account.ts";

const restartPath = "/tunnel_sessions/*/restart";

async function struck(fault: Fault) {
  const stage = await anAccount();
  const { account, ask } = stage;
  account.agents.add({ name: "edge" });
  account.faults.add(fault);
  const path = `/tunnel_sessions/${account.agents.find("edge").session?.id}/restart`;
  const restart = (signal?: AbortSignal) => ask("POST", path, { body: {}, ...(signal ? { signal } : {}) });
  const effects = () => account.calls.map((call) => call.effect);
  return { ...stage, path, restart, effects };
}

describe("answers that lie about what happened", () => {
  it("a status of one's choice, carried out or not", async () => {
    const body = { error_code: "ERR_NGROK_635", status_code: 403, msg: "no", details: {} };
    const refused = await struck({ path: restartPath, action: "status", status: 403, body });
    expect((await refused.restart()).json).toEqual(body);
    expect(refused.effects()).toEqual([null]);
    const done = await struck({ path: restartPath, action: "status", status: 500, executed: true });
    expect((await done.restart()).status).toBe(500);
    expect(done.effects()).toEqual(["restart-begun"]);
  });

  it("an HTML 502 with the operation's id in a header", async () => {
    const { restart, effects } = await struck({ path: restartPath, action: "html-502" });
    const answer = await restart();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([502, "text/html; charset=utf-8"]);
    expect(answer.headers.get("ngrok-operation-id")).toMatch(/^op_/);
    expect(answer.text).toContain("<html>");
    expect(effects()).toEqual([null]);
  });

  it.each([
    ["810-executed", "restart-begun"],
    ["810-not-executed", null],
  ] as const)("%s", async (action, effect) => {
    const { restart, effects } = await struck({ path: restartPath, action });
    expect((await restart()).json).toMatchObject({ error_code: "ERR_NGROK_810", status_code: 502 });
    expect(effects()).toEqual([effect]);
  });

  it("429, with Retry-After only where it was asked for", async () => {
    const plain = await struck({ path: "/**", action: "429" });
    const answer = await plain.restart();
    expect([answer.status, answer.json.error_code]).toEqual([429, "ERR_NGROK_226"]);
    expect(answer.headers.get("retry-after")).toBeNull();
    const told = await struck({ path: "/**", action: "429", retryAfterSeconds: 7 });
    expect((await told.restart()).headers.get("retry-after")).toBe("7");
    expect(told.effects()).toEqual([null]);
  });
});

describe("answers that do not arrive", () => {
  it.each([
    ["drop-before", null],
    ["drop-after", "restart-begun"],
  ] as const)("%s closes the connection without an answer", async (action, effect) => {
    const { account, restart, effects } = await struck({ path: restartPath, action });
    await expect(restart()).rejects.toThrow("fetch failed");
    expect(effects()).toEqual([effect]);
    expect(account.calls[0]).toMatchObject({ status: null, fault: action });
  });

  it.each([false, true])(
    "a hanging one is not in flight and ends with the client (executed: %s)",
    async (executed) => {
      const { account, clock, restart, settled, effects } = await struck({
        path: restartPath,
        action: "hang",
        executed,
      });
      const abort = new AbortController();
      const hanging = restart(abort.signal);
      await settled(1);
      await clock.advance(3_600_000);
      expect(account.calls[0]?.status).toBeNull();
      expect(effects()).toEqual([executed ? "restart-begun" : null]);
      abort.abort();
      await expect(hanging).rejects.toThrow("aborted");
    },
  );

  it("a slow one waits on the account's clock, and is carried out even when the client has gone", async () => {
    const { account, clock, restart, settled, effects } = await struck({
      path: restartPath,
      action: "slow",
      ms: 5_000,
    });
    const abort = new AbortController();
    const slow = restart(abort.signal);
    await settled(1);
    await clock.advance(4_999);
    expect(effects()).toEqual([null]);
    abort.abort();
    await expect(slow).rejects.toThrow("aborted");
    await clock.advance(1);
    expect(effects()).toEqual(["restart-begun"]);
    expect(account.inFlight).toBe(0);
  });

  it("a slow answer may also be late only", async () => {
    const { clock, restart, settled, effects } = await struck({
      path: restartPath,
      action: "slow",
      ms: 5_000,
      wait: "after",
    });
    const slow = restart();
    await settled(1);
    expect(effects()).toEqual(["restart-begun"]);
    await clock.advance(5_000);
    expect((await slow).status).toBe(204);
  });

  it("a truncated one breaks off in the middle", async () => {
    const { ask } = await struck({ path: "/tunnel_sessions", action: "truncate" });
    await expect(ask("GET", "/tunnel_sessions")).rejects.toThrow("terminated");
    expect((await ask("GET", "/tunnel_sessions")).status).toBe(200);
  });

  it("a truncated 204, which has no middle, is a dropped one", async () => {
    const { restart, effects } = await struck({ path: restartPath, action: "truncate" });
    await expect(restart()).rejects.toThrow("fetch failed");
    expect(effects()).toEqual(["restart-begun"]);
  });

  it("a huge one is as long as it was asked to be, and valid", async () => {
    const { ask } = await struck({ path: "/tunnel_sessions", action: "huge", bytes: 300_000 });
    const answer = await ask("GET", "/tunnel_sessions");
    expect(answer.text.length).toBeGreaterThan(300_000);
    expect(answer.text.length).toBeLessThan(301_000);
    expect(answer.json.tunnel_sessions).toHaveLength(1);
  });
});

describe("answers that lead astray", () => {
  it("a redirect leads to another origin, and a key that follows it is seen", async () => {
    const { account, ask } = await struck({ path: "/tunnel_sessions", action: "redirect" });
    const answer = await ask("GET", "/tunnel_sessions");
    expect(answer.status).toBe(307);
    const location = answer.headers.get("location") ?? "";
    expect(location).toBe(`${account.url.replace("127.0.0.1", "localhost")}/tunnel_sessions`);
    await ask("GET", location);
    expect(account.calls.map((call) => call.host.split(":")[0])).toEqual(["127.0.0.1", "localhost"]);
  });

  it("a next page may be foreign, here on the second page only", async () => {
    const { account, ask } = await struck({ path: "/tunnel_sessions", action: "foreign-next-page", skip: 1 });
    addAgents(account, 5);
    const first = await ask("GET", "/tunnel_sessions?limit=2");
    expect(first.json.next_page_uri).toMatch(/^http:\/\/127\.0\.0\.1:/);
    const second = await ask("GET", first.json.next_page_uri);
    expect(second.json.next_page_uri).toMatch(/^http:\/\/localhost:/);
    expect(second.json.tunnel_sessions).toHaveLength(2);
  });

  it("a page may name itself as the next, for as long as one follows", async () => {
    const { ask } = await struck({ path: "/tunnel_sessions", action: "page-loop" });
    const first = await ask("GET", "/tunnel_sessions?limit=1");
    const second = await ask("GET", first.json.next_page_uri);
    expect(second.json).toEqual(first.json);
  });
});

describe("which request is struck", () => {
  it("method, path, skip and times decide, and a fault that is used up is gone", async () => {
    const { account, ask } = await anAccount();
    account.faults.add({
      method: "GET",
      path: "/endpoints",
      action: "status",
      status: 500,
      skip: 1,
      times: 2,
    });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask("GET", "/endpoints")).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect((await ask("GET", "/tunnels")).status).toBe(200);
    expect(account.faults.list()).toEqual([]);
  });

  it("`*` is one segment, a last `**` any rest", async () => {
    const { account, ask } = await anAccount();
    account.faults.add({ path: "/tunnel_sessions/*", action: "status", status: 500, times: "always" });
    expect((await ask("GET", "/tunnel_sessions")).status).toBe(200);
    expect((await ask("GET", "/tunnel_sessions/ts_1")).status).toBe(500);
    expect((await ask("POST", "/tunnel_sessions/ts_1/stop", { body: {} })).status).toBe(404);
    account.faults.clear();
    account.faults.add({ path: "/tunnel_sessions/**", action: "status", status: 500, times: "always" });
    expect((await ask("POST", "/tunnel_sessions/ts_1/stop", { body: {} })).status).toBe(500);
    expect((await ask("GET", "/endpoints")).status).toBe(200);
  });
});

it("a slowed request whose client has long gone is not in flight when its time comes", async () => {
  const { account, clock, ask, settled } = await anAccount({ limits: { simultaneous: 1 } });
  account.faults.add({ path: "/endpoints", action: "slow", ms: 5_000 });
  const abort = new AbortController();
  const slow = ask("GET", "/endpoints", { signal: abort.signal });
  await settled(1);
  abort.abort();
  await expect(slow).rejects.toThrow("aborted");
  // The one place is free again once the server has seen the client leave.
  while ((await ask("GET", "/tunnels")).status === 429);
  await clock.advance(5_000);
  await settled(2);
  expect(account.calls[0]?.fault).toBe("slow");
  expect(account.inFlight).toBe(0);
});

it("stopping the account ends what hangs", async () => {
  const { account, restart, settled } = await struck({ path: restartPath, action: "hang" });
  const hanging = restart();
  await settled(1);
  await account.stop();
  await expect(hanging).rejects.toThrow("fetch failed");
});

it("a client that leaves in the middle of its request leaves nothing in flight", async () => {
  const { account, settled } = await anAccount();
  const port = Number(new URL(account.url).port);
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /agent_ingresses HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\n\r\n{");
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  while (account.inFlight === 0) await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  await settled(1);
  expect(account.calls[0]?.status).toBeNull();
});
