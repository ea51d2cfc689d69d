import { expect, it } from "vitest";
import { seedFleet } from "../../../sandbox/ngrok/seed-fleet.ts";
import { anAccount, type Stage } from "./an-account.ts";

const keyless = ["authorization", "ngrok-version"];
const post = (ask: Stage["ask"], path: string, body: object = {}) =>
  ask("POST", `/_control${path}`, { body, without: keyless });

it("shows agents, ingresses, faults and calls, without a key and without being a call", async () => {
  const { account, ask } = await anAccount();
  seedFleet(account);
  await ask("GET", "/endpoints");
  const state = await ask("GET", "/_control/state", { without: keyless });
  expect(state.json.agents.map((agent: { name: string }) => agent.name)).toContain("edge-07");
  expect(state.json).toMatchObject({ inFlight: 0, lastCall: 1, faults: [] });
  expect(state.json.ingresses).toHaveLength(3);
  await ask("GET", "/tunnels");
  const { calls } = (await ask("GET", "/_control/calls?after=1")).json;
  expect(calls).toMatchObject([{ number: 2, method: "GET", path: "/tunnels", status: 200 }]);
});

it("drives agents: add, behaviour, disconnect, reconnect, upgrade, remove", async () => {
  const { account, ask } = await anAccount();
  expect((await post(ask, "/agents", { name: "edge 1" })).json).toMatchObject({ state: "online" });
  const firstId = account.agents.find("edge 1").session?.id;
  await post(ask, "/agents/edge%201/behaviour", { neverReturn: true });
  expect(account.agents.find("edge 1").behaviour).toMatchObject({ neverReturn: true, updateTakesMs: 6_000 });
  expect((await post(ask, "/agents/edge%201/disconnect")).json).toMatchObject({ session: null });
  expect((await post(ask, "/agents/edge%201/reconnect")).json.session.id).not.toBe(firstId);
  expect((await post(ask, "/agents/edge%201/upgrade", { version: "3.21.0" })).json.version).toBe("3.21.0");
  expect((await ask("DELETE", "/_control/agents/edge%201")).status).toBe(200);
  expect(account.agents.all()).toEqual([]);
});

it("places and clears faults, and delegates a domain", async () => {
  const { account, ask } = await anAccount();
  const { id } = (await post(ask, "/faults", { path: "/endpoints", action: "status", status: 503 })).json;
  expect((await ask("GET", "/endpoints")).status).toBe(503);
  await post(ask, "/faults", { path: "/endpoints", action: "html-502" });
  expect((await ask("DELETE", `/_control/faults/${id}`)).json).toEqual({ cleared: 0 });
  expect((await ask("DELETE", "/_control/faults")).json).toEqual({ cleared: 1 });
  const ingress = account.ingresses.create({ domain: "a.example.com" });
  await post(ask, `/ingresses/${ingress.id}/delegate`);
  expect(account.ingresses.find(ingress.id)?.delegatedAt).not.toBeNull();
});

it.each([
  ["/agents/edge/behaviour", { neverRetrun: true }, 'Unrecognized key: "neverRetrun".'],
  ["/agents/edge/behaviour", { updateTakesMs: "long" }, /^updateTakesMs: /],
  ["/agents/nobody/reconnect", {}, "There is no agent named nobody."],
  ["/agents/edge/reconnect", { now: true }, /"now"/],
  ["/agents", { name: "edge" }, "There is an agent named edge already."],
  ["/faults", { path: "/endpoints", action: "explode" }, /^action: /],
  ["/faults", { path: "/endpoints", action: "hang", ms: 5 }, /"ms"/],
])("refuses %s %j in a sentence and changes nothing", async (path, body, error) => {
  const { account, ask } = await anAccount();
  account.agents.add({ name: "edge" });
  const before = JSON.stringify((await ask("GET", "/_control/state")).json);
  const answer = await post(ask, path, body);
  expect(answer.status).toBe(400);
  expect(answer.json.error).toMatch(error);
  expect(JSON.stringify((await ask("GET", "/_control/state")).json)).toBe(before);
});

it("is closed to other pages, other names, forms and unknown paths", async () => {
  const { account, ask } = await anAccount();
  account.agents.add({ name: "edge" });
  const path = "/_control/agents/edge/disconnect";
  expect((await ask("POST", path, { body: {}, headers: { origin: "https://evil.example" } })).status).toBe(
    403,
  );
  expect((await ask("POST", path, { body: "{}", headers: { "content-type": "text/plain" } })).status).toBe(
    400,
  );
  expect((await ask("POST", "/_control/agents/edge/explode", { body: {} })).status).toBe(404);
  expect((await ask("GET", "/_control/agents/%E0%A4%A")).status).toBe(404);
  expect(account.agents.find("edge").state).toBe("online");
});
