import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDemoFaults, type DemoFaults } from "../../../sandbox/demo/faults.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { createManualClock, type ManualClock } from "../../support/manual-clock.ts";

let clock: ManualClock;
let sandbox: Sandbox;
let faults: DemoFaults;
beforeEach(async () => {
  clock = createManualClock();
  sandbox = await startSandbox({ clock });
  faults = createDemoFaults(sandbox);
});
afterEach(() => sandbox.stop());

const AGENT = "edge-07";
const entry = (name: string) => faults.entries().find((one) => one.name === name);
const agent = () => sandbox.ngrok.agents.find(AGENT);

const slack = (method: string) =>
  fetch(sandbox.slack.apiUrl + method, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.slack.botToken}`, "content-type": "application/json" },
    body: JSON.stringify({ channel: "C0FLEET001", text: "Hello" }),
  });
const ngrok = (method: string, path: string, signal?: AbortSignal) =>
  fetch(sandbox.ngrok.url + path, {
    method,
    headers: {
      authorization: `Bearer ${sandbox.ngrok.apiKey}`,
      "ngrok-version": "2",
      "content-type": "application/json",
    },
    ...(method === "GET" ? {} : { body: "{}" }),
    ...(signal ? { signal } : {}),
  });
const command = (name: string) => ngrok("POST", `/tunnel_sessions/${agent().session?.id}/${name}`);
const words = async (response: Response) => String(((await response.json()) as { msg?: string }).msg);

describe("Slack", () => {
  test("429 on posting strikes once, goes off by itself, and is remembered to have struck", async () => {
    faults.turn("slack-429", true, undefined);
    expect(entry("slack-429")).toMatchObject({ on: true, left: 1, struck: 0 });
    expect((await slack("auth.test")).status).toBe(200);
    const refused = await slack("chat.postMessage");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "10"]);
    expect(entry("slack-429")).toMatchObject({ on: false, left: null, struck: 1 });
    expect((await slack("chat.postMessage")).status).toBe(200);
  });

  test("503 meets any call, as often as it says, or until it is switched off", async () => {
    faults.turn("slack-503", true, undefined);
    expect((await slack("auth.test")).status).toBe(503);
    expect(entry("slack-503")).toMatchObject({ on: true, left: 2, struck: 1 });
    faults.turn("slack-503", false, undefined);
    expect((await slack("auth.test")).status).toBe(200);
    expect(entry("slack-503")).toMatchObject({ on: false, struck: null });
  });

  test("offline lasts until it is switched off", async () => {
    faults.turn("slack-offline", true, undefined);
    await expect(slack("auth.test")).rejects.toThrow();
    expect(entry("slack-offline")).toMatchObject({ on: true, left: null });
    faults.turn("slack-offline", false, undefined);
    expect((await slack("auth.test")).status).toBe(200);
  });

  test.each([
    ["slack-refresh", "disconnect"],
    ["slack-cut", "close"],
  ])("%s reaches the open sockets", async (name, sign) => {
    const { url } = (await (
      await fetch(`${sandbox.slack.apiUrl}apps.connections.open`, {
        method: "POST",
        headers: { authorization: `Bearer ${sandbox.slack.appToken}` },
      })
    ).json()) as { url: string };
    const socket = new WebSocket(url);
    const frames: string[] = [];
    socket.onmessage = ({ data }) => frames.push(String(JSON.parse(String(data)).type));
    socket.onclose = () => frames.push("close");
    await expect.poll(() => frames).toEqual(["hello"]);
    faults.turn(name, true, undefined);
    await expect.poll(() => frames).toContain(sign);
    socket.close();
    expect(entry(name)?.on).toBe(false);
  });
});

describe("ngrok", () => {
  test("429 is counted down to its end", async () => {
    faults.turn("ngrok-429", true, undefined);
    const answers = [];
    for (let turn = 0; turn < 4; turn += 1) {
      answers.push((await ngrok("GET", "/endpoints")).status);
    }
    expect(answers).toEqual([429, 429, 429, 200]);
    expect(entry("ngrok-429")).toMatchObject({ on: false, struck: 3 });
  });

  test("502 lasts", async () => {
    faults.turn("ngrok-502", true, undefined);
    for (let turn = 0; turn < 3; turn += 1) expect((await ngrok("GET", "/tunnels")).status).toBe(502);
    expect(entry("ngrok-502")).toMatchObject({ on: true, left: null });
    faults.turn("ngrok-502", false, undefined);
    expect((await ngrok("GET", "/tunnels")).status).toBe(200);
  });

  test("slow answers come after 8 s, and silent ones never", async () => {
    faults.turn("ngrok-slow", true, undefined);
    let status: number | null = null;
    const slow = ngrok("GET", "/endpoints").then((answer) => {
      status = answer.status;
    });
    await expect.poll(() => sandbox.ngrok.calls.at(-1)?.fault).toBe("slow");
    await clock.advance(7_999);
    expect(status).toBeNull();
    await clock.advance(1);
    await slow;
    expect(status).toBe(200);
    faults.turn("ngrok-slow", false, undefined);
    faults.turn("ngrok-silent", true, undefined);
    const ending = new AbortController();
    const silent = ngrok("GET", "/endpoints", ending.signal);
    await expect.poll(() => sandbox.ngrok.calls.at(-1)?.fault).toBe("hang");
    ending.abort();
    await expect(silent).rejects.toThrow();
  });

  test.each([
    ["update-810", "update", 502],
    ["update-lost", "update", null],
    ["restart-810", "restart", 502],
    ["restart-lost", "restart", null],
  ])("%s: it is carried out, and the answer does not say so", async (name, verb, status) => {
    faults.turn(name, true, undefined);
    const answer = await command(verb).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    if (verb === "update") expect(agent().update).toBe("running");
    else expect(agent().state).toBe("leaving");
    expect(entry(name)).toMatchObject({ on: false, struck: 1 });
  });
});

describe("an agent", () => {
  const turn = (name: string) => faults.turn(name, true, AGENT);
  const restarted = async () => {
    expect((await command("restart")).status).toBe(204);
    await clock.advance(10_000);
  };

  test("refuses the update in its words, and it alone", async () => {
    turn("agent-refuses-update");
    expect(await words(await command("update"))).toContain("permission denied");
    expect(entry("agent-refuses-update")).toMatchObject({ on: true, agents: ["edge-06", AGENT] });
  });

  test("refuses the restart", async () => {
    turn("agent-refuses-restart");
    expect(await words(await command("restart"))).toContain("remote restart is disabled");
  });

  test("never returns", async () => {
    turn("agent-never-returns");
    await restarted();
    expect(agent()).toMatchObject({ state: "offline", session: null });
  });

  test("returns twice", async () => {
    turn("agent-twins");
    await restarted();
    expect(sandbox.ngrok.agents.all().map(({ name }) => name)).toContain(`${AGENT} (2)`);
  });

  test("returns on the old version", async () => {
    turn("agent-old-version");
    await command("update");
    await clock.advance(10_000);
    expect(agent().installed).toBe("3.22.1");
    await restarted();
    expect(agent()).toMatchObject({ state: "online", version: "3.19.0", installed: "3.19.0" });
  });

  test("returns without its endpoints", async () => {
    turn("agent-no-endpoints");
    await restarted();
    expect(agent().session?.endpoints).toEqual([]);
  });

  test("disconnects and reconnects at once, under a new id", () => {
    const before = agent().session?.id;
    turn("agent-disconnects");
    expect(agent()).toMatchObject({ state: "offline", session: null, awaySince: clock.now() });
    turn("agent-reconnects");
    expect(agent()).toMatchObject({ state: "online", awaySince: null });
    expect(agent().session?.id).not.toBe(before);
  });
});

test("all clear ends what is on, and leaves those of the fleet who are so from the start", async () => {
  const before = JSON.stringify(faults.entries());
  for (const { name, kind, group } of faults.entries()) {
    if (kind !== "now") faults.turn(name, true, group === "agent" ? AGENT : undefined);
  }
  faults.turn("agent-never-returns", false, "edge-09");
  faults.clear();
  expect(JSON.stringify(faults.entries())).toBe(before);
  expect(entry("agent-never-returns")).toMatchObject({ on: false, agents: ["edge-09"] });
  expect((await slack("auth.test")).status).toBe(200);
  expect((await command("update")).status).toBe(204);
});

test.each([
  ["no-such", true, undefined, "There is no fault called no-such."],
  ["agent-twins", true, "nobody", "There is no agent called nobody."],
  ["agent-twins", true, undefined, "Say which agent agent-twins is meant for."],
  ["ngrok-429", true, AGENT, "ngrok-429 is no fault of an agent."],
  ["slack-cut", false, undefined, "slack-cut happens at once; it is never on."],
])("%s %s for %s is refused in a sentence", (name, on, of, sentence) => {
  expect(() => faults.turn(name, on, of)).toThrow(sentence);
});
