import { describe, expect, it } from "vitest";
import type { AgentOptions } from "../../../sandbox/ngrok/agent-options.ts";
import { seedFleet } from "../../../sandbox/ngrok/seed-fleet.ts";
import { anAccount } from "./an-account.ts";

async function oneAgent(options: Partial<AgentOptions> = {}) {
  const stage = await anAccount();
  const { account, ask } = stage;
  const add = (name: string, more: Partial<AgentOptions> = {}) =>
    account.agents.add({ name, ...options, ...more });
  const agent = add("edge", { endpoints: options.endpoints ?? [{ url: "https://edge.example.com" }] });
  const idOf = (name = "edge") => account.agents.find(name).session?.id;
  const command = (verb: string, id = idOf()) => ask("POST", `/tunnel_sessions/${id}/${verb}`, { body: {} });
  const codeOf = async (verb: string) => (await command(verb)).json?.error_code ?? null;
  const online = async () => (await ask("GET", "/tunnel_sessions")).json.tunnel_sessions;
  const urls = async () =>
    (await ask("GET", "/endpoints")).json.endpoints.map((one: { url: string }) => one.url);
  return { ...stage, agent, add, idOf, command, codeOf, online, urls };
}

describe("an update with its restart", () => {
  it("brings the agent back with a new id, the new version and the same URLs, and counts one restart", async () => {
    const { account, clock, ask, idOf, command, online, urls } = await oneAgent();
    const oldId = idOf();
    const updated = await command("update");
    expect([updated.status, updated.text]).toEqual([204, ""]);
    await clock.advance(10_000);
    expect(await online()).toMatchObject([{ id: oldId, agent_version: "3.19.0" }]);
    expect((await command("restart")).status).toBe(204);
    expect((await ask("GET", `/tunnel_sessions/${oldId}`)).status).toBe(200);
    await clock.advance(300);
    expect((await ask("GET", `/tunnel_sessions/${oldId}`)).status).toBe(404);
    expect(await online()).toEqual([]);
    expect(await urls()).toEqual([]);
    await clock.advance(2_999);
    expect(await online()).toEqual([]);
    await clock.advance(3_000);
    const [back] = await online();
    expect(back).toMatchObject({ agent_version: "3.22.1", metadata: '{"name":"edge"}' });
    expect(back.id).not.toBe(oldId);
    expect(back.id > `${oldId}`).toBe(true);
    expect(Date.parse(back.started_at)).toBeGreaterThan(Date.parse("2026-03-01T03:00:10Z"));
    expect(await urls()).toEqual(["https://edge.example.com"]);

    const [update] = account.calls.filter((call) => call.effect === "update-started");
    const restarts = account.calls.filter((call) => call.effect === "restart-begun");
    expect(restarts).toHaveLength(1);
    expect(restarts[0]).toMatchObject({ agent: "edge", sessionId: oldId, status: 204 });
    expect((restarts[0]?.monotonicMs ?? 0) - (update?.answeredMonotonicMs ?? 0)).toBe(10_000);
  });

  it("comes back with the old version when it was restarted before the update was done", async () => {
    const { clock, command, online } = await oneAgent();
    await command("update");
    await clock.advance(5_999);
    await command("restart");
    await clock.advance(60_000);
    expect(await online()).toMatchObject([{ agent_version: "3.19.0" }]);
  });

  it("never crosses a major version", async () => {
    const { clock, command, online } = await oneAgent({ version: "2.3.40" });
    await command("update");
    await clock.advance(10_000);
    await command("restart");
    await clock.advance(10_000);
    expect(await online()).toMatchObject([{ agent_version: "2.3.41" }]);
  });
});

describe("an update is refused", () => {
  it("while one runs, and after one until the restart", async () => {
    const { clock, command } = await oneAgent();
    await command("update");
    const running = await command("update");
    expect(running.json).toMatchObject({ error_code: "ERR_NGROK_809" });
    expect(running.json.msg).toContain("already in the process of updating");
    await clock.advance(6_000);
    const done = await command("update");
    expect(done.json.error_code).toBe("ERR_NGROK_809");
    expect(done.json.msg).toContain("has not been restarted");
  });

  it("when there is none, when the configuration forbids it, and when the agent fails at it", async () => {
    const { account, command, codeOf } = await oneAgent({ version: "3.22.1" });
    expect((await command("update")).json.msg).toMatch(/because of an error: No update available$/);
    account.agents.setBehaviour("edge", { refuseUpdate: "disk full" });
    expect((await command("update")).json.msg).toMatch(/disk full$/);
    account.agents.setBehaviour("edge", { updatesDisabled: true });
    expect(await codeOf("update")).toBe("ERR_NGROK_806");
    expect(account.calls.every((call) => call.effect === null)).toBe(true);
  });

  it("not by a network cut: it goes on, and the version changes with the restart", async () => {
    const { account, clock, command, online } = await oneAgent();
    await command("update");
    account.agents.disconnect("edge");
    expect(await online()).toEqual([]);
    await clock.advance(60_000);
    account.agents.reconnect("edge");
    expect(await online()).toMatchObject([{ agent_version: "3.19.0" }]);
    await command("restart");
    await clock.advance(10_000);
    expect(await online()).toMatchObject([{ agent_version: "3.22.1" }]);
  });
});

describe("what kinds of agents cannot do", () => {
  it("Windows refuses the restart, and comes back after a stop only with a service manager", async () => {
    const { account, clock, command, codeOf, online } = await oneAgent({ os: "windows" });
    const refused = await command("restart");
    expect(refused.json.error_code).toBe("ERR_NGROK_804");
    expect(refused.json.msg).toContain("windows");
    account.agents.setBehaviour("edge", { returnAfterStop: true });
    expect(await codeOf("stop")).toBeNull();
    await clock.advance(10_000);
    expect(await online()).toHaveLength(1);
    account.agents.setBehaviour("edge", { returnAfterStop: false });
    await command("stop");
    await clock.advance(600_000);
    expect(await online()).toEqual([]);
  });

  it("SSH can neither update nor restart, but stop", async () => {
    const { codeOf } = await oneAgent({ kind: "ssh" });
    expect([await codeOf("update"), await codeOf("restart"), await codeOf("stop")]).toEqual([
      "ERR_NGROK_1121",
      "ERR_NGROK_1122",
      null,
    ]);
  });

  it("an SDK without handlers refuses all three in the same words", async () => {
    const { command, codeOf } = await oneAgent({ kind: "sdk" });
    expect([await codeOf("restart"), await codeOf("stop"), await codeOf("update")]).toEqual([
      "ERR_NGROK_804",
      "ERR_NGROK_805",
      "ERR_NGROK_806",
    ]);
    expect((await command("stop")).json.msg).toContain(
      "the agent has not defined a callback for this operation",
    );
  });
});

describe("returns that go wrong", () => {
  const restarted = async (behaviour: AgentOptions["behaviour"], options: Partial<AgentOptions> = {}) => {
    const stage = await oneAgent({ ...options, ...(behaviour ? { behaviour } : {}) });
    await stage.command("update");
    await stage.clock.advance(10_000);
    await stage.command("restart");
    await stage.clock.advance(10_000);
    return stage;
  };

  it("never: until someone connects it again, of the new version", async () => {
    const { account, clock, online } = await restarted({ neverReturn: true });
    await clock.advance(3_600_000);
    expect(await online()).toEqual([]);
    account.agents.reconnect("edge");
    expect(await online()).toMatchObject([{ agent_version: "3.22.1" }]);
  });

  it("unchanged, without its endpoints, from another address", async () => {
    const { online, urls } = await restarted({
      comeBackUnchanged: true,
      comeBackWithoutEndpoints: true,
      comeBackFromIp: "203.0.113.9",
    });
    expect(await online()).toMatchObject([{ agent_version: "3.19.0", ip: "203.0.113.9" }]);
    expect(await urls()).toEqual([]);
  });

  it("twice, and only a pooled URL is served by both", async () => {
    const { account, online, urls } = await restarted(
      { returnTwice: true },
      { endpoints: [{ url: "https://own.example.com" }, { url: "https://pool.example.com", pooled: true }] },
    );
    const [first, second] = await online();
    expect({ ...first, id: "", uri: "" }).toEqual({ ...second, id: "", uri: "" });
    expect((await urls()).sort()).toEqual([
      "https://own.example.com",
      "https://pool.example.com",
      "https://pool.example.com",
    ]);
    expect(account.agents.all().map((agent) => agent.name)).toEqual(["edge", "edge (2)"]);
  });

  it("not at all, because the restart was ignored, refused or failed", async () => {
    const { account, clock, idOf, command, codeOf, online } = await oneAgent({
      behaviour: { ignoreRestart: true },
    });
    const id = idOf();
    expect((await command("restart")).status).toBe(204);
    await clock.advance(60_000);
    expect(await online()).toMatchObject([{ id }]);
    account.agents.setBehaviour("edge", { ignoreRestart: false, failRestart: "exec failed" });
    expect(await codeOf("restart")).toBe("ERR_NGROK_808");
    account.agents.setBehaviour("edge", { refuseRestart: "not on this platform" });
    expect(await codeOf("restart")).toBe("ERR_NGROK_804");
    account.agents.setBehaviour("edge", { failStop: "busy" });
    expect(await codeOf("stop")).toBe("ERR_NGROK_807");
    expect(account.calls.every((call) => call.effect === null)).toBe(true);
  });
});

it("a stop may end with 810 and have worked all the same", async () => {
  const { account, clock, command, online } = await oneAgent({ behaviour: { answer810: true } });
  const answer = await command("stop");
  expect([answer.status, answer.json.error_code]).toEqual([502, "ERR_NGROK_810"]);
  await clock.advance(300);
  expect(await online()).toEqual([]);
  expect(account.calls[0]).toMatchObject({ effect: "stop-begun", errorCode: "ERR_NGROK_810" });
});

it("an agent that is about to leave answers a second command with 810 and does not obey twice", async () => {
  const { account, command, codeOf, idOf } = await oneAgent();
  await command("restart");
  expect(await codeOf("restart")).toBe("ERR_NGROK_810");
  expect(idOf()).toBeDefined();
  expect(account.calls.filter((call) => call.effect)).toHaveLength(1);
});

it("an old id never reaches the restarted agent", async () => {
  const { clock, idOf, command } = await oneAgent();
  const oldId = idOf();
  await command("restart");
  await clock.advance(10_000);
  expect((await command("restart", oldId)).status).toBe(404);
  expect((await command("stop", oldId)).status).toBe(404);
});

it("a slow agent's answer is late, though it has obeyed at once", async () => {
  const { account, agent, clock, command, settled } = await oneAgent({ behaviour: { answerAfterMs: 4_000 } });
  const answer = command("update");
  await settled(1);
  expect([agent.update, account.calls[0]?.status]).toEqual(["running", null]);
  await clock.advance(4_000);
  expect((await answer).status).toBe(204);
});

it("twins stay apart by nothing but their id", async () => {
  const { account, clock, ask } = await anAccount();
  seedFleet(account);
  const kiosks = async () =>
    (await ask("GET", "/tunnel_sessions")).json.tunnel_sessions.filter(
      (one: { metadata?: string }) => one.metadata === '{"name":"kiosk"}',
    );
  const before = (await kiosks()).map((one: { id: string }) => one.id);
  await ask("POST", `/tunnel_sessions/${before[0]}/restart`, { body: {} });
  await clock.advance(10_000);
  const after = (await kiosks()).map((one: { id: string }) => one.id);
  expect(after).toHaveLength(2);
  expect(after).toContain(before[1]);
  expect(after).not.toContain(before[0]);
});

it("an agent that is cut off or started by hand on its way back does not come back once more", async () => {
  const { account, clock, idOf, command, online } = await oneAgent();
  await command("restart");
  await clock.advance(1_000);
  account.agents.disconnect("edge");
  await clock.advance(60_000);
  expect(await online()).toEqual([]);
  account.agents.reconnect("edge");
  await command("restart");
  await clock.advance(1_000);
  account.agents.upgradeByHand("edge", "3.20.0");
  const id = idOf();
  await clock.advance(60_000);
  expect(await online()).toMatchObject([{ id, agent_version: "3.20.0" }]);
});

it("an upgrade by hand is a new session of that version at once", async () => {
  const { account, idOf, online } = await oneAgent();
  const oldId = idOf();
  account.agents.upgradeByHand("edge", "3.20.0");
  const [now] = await online();
  expect(now.agent_version).toBe("3.20.0");
  expect(now.id).not.toBe(oldId);
});

it("names that are taken or unknown, and options that do not exist, are refused in words", async () => {
  const { account, add } = await oneAgent();
  expect(() => add("edge")).toThrow("There is an agent named edge already.");
  expect(() => account.agents.disconnect("edgy")).toThrow("There is no agent named edgy.");
  const misspelt = JSON.parse('{"neverRetrun":true}');
  expect(() => account.agents.setBehaviour("edge", misspelt)).toThrow("neverRetrun");
});
