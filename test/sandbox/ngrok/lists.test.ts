import { expect, it } from "vitest";
import { addAgents, seedFleet } from "../../../sandbox/ngrok/seed-fleet.ts";
import { anAccount, type Stage } from "./an-account.ts";

async function follow(ask: Stage["ask"], first: string, key: string) {
  const ids: string[] = [];
  let pages = 0;
  for (let next: string | null = first; next; pages += 1) {
    const { json } = await ask("GET", next);
    ids.push(...json[key].map((item: { id: string }) => item.id));
    next = json.next_page_uri;
  }
  return { ids, pages };
}

it("pages lead through every session once, newest first, by absolute links", async () => {
  const { account, ask } = await anAccount();
  addAgents(account, 250);
  const first = await ask("GET", "/tunnel_sessions");
  expect(first.json.next_page_uri).toMatch(
    new RegExp(`^${account.url}/tunnel_sessions\\?before_id=ts_[0-9A-Za-z]{27}&limit=100$`),
  );
  const { ids, pages } = await follow(ask, "/tunnel_sessions", "tunnel_sessions");
  expect(pages).toBe(3);
  expect(ids).toHaveLength(250);
  expect(new Set(ids).size).toBe(250);
  expect(ids).toEqual([...ids].sort().reverse());
  expect(ids[0]).toBe(account.agents.find("fleet-0001").session?.id);
  expect((await follow(ask, "/endpoints?limit=90", "endpoints")).pages).toBe(3);
});

it("a page that is exactly full has no next one", async () => {
  const { account, ask } = await anAccount();
  addAgents(account, 4);
  expect((await ask("GET", "/tunnel_sessions?limit=4")).json.next_page_uri).toBeNull();
  expect((await ask("GET", "/tunnel_sessions?limit=3")).json.next_page_uri).not.toBeNull();
});

it("the limit is 1 to 100", async () => {
  const { ask } = await anAccount();
  const code = async (query: string) => (await ask("GET", `/tunnels?${query}`)).json.error_code;
  expect(await code("limit=0")).toBe("ERR_NGROK_233");
  expect(await code("limit=101")).toBe("ERR_NGROK_233");
  expect(await code("limit=ten")).toBe("ERR_NGROK_244");
  expect(await code("before_id=ts_1")).toBe("ERR_NGROK_227");
});

it("the seed fleet shows each kind of agent as ngrok would", async () => {
  const { account, ask } = await anAccount();
  seedFleet(account);
  const { json } = await ask("GET", "/tunnel_sessions");
  const of = (name: string) =>
    json.tunnel_sessions.find((one: { id: string }) => one.id === account.agents.find(name).session?.id);
  expect(of("edge-07")).toEqual({
    agent_version: "3.19.0",
    credential: { id: expect.stringMatching(/^cr_/), uri: expect.stringContaining("/credentials/cr_") },
    id: expect.stringMatching(/^ts_/),
    ip: expect.stringMatching(/^198\.51\.100\./),
    metadata: '{"name":"edge-07"}',
    os: "linux",
    region: "eu",
    started_at: "2026-02-11T03:00:00Z",
    transport: "ngrok/2",
    uri: expect.stringContaining(`${account.url}/tunnel_sessions/ts_`),
  });
  expect(of("ssh-01")).toMatchObject({ transport: "ssh" });
  expect(of("ssh-01")).not.toHaveProperty("metadata");
  expect(of("win-01").os).toBe("windows");
  const identity = ({ credential, os, transport, metadata, ip, region }: Record<string, unknown>) => ({
    credential,
    os,
    transport,
    metadata,
    ip,
    region,
  });
  expect(identity(of("twin-a"))).toEqual(identity(of("twin-b")));
  expect(of("twin-a").id).not.toBe(of("twin-b").id);
});

it("endpoints name their session, a pooled URL stands under both, a labelled tunnel is in /tunnels only", async () => {
  const { account, ask } = await anAccount();
  seedFleet(account);
  const sessionOf = (name: string) => account.agents.find(name).session?.id;
  const { endpoints } = (await ask("GET", "/endpoints")).json;
  const shop = endpoints.filter((one: { url: string }) => one.url.includes("//shop."));
  expect(shop.map((one: { tunnel_session: { id: string } }) => one.tunnel_session.id).sort()).toEqual(
    [sessionOf("edge-02"), sessionOf("edge-03")].sort(),
  );
  expect(shop.every((one: { pooling_enabled: boolean }) => one.pooling_enabled)).toBe(true);
  expect(endpoints.find((one: { type: string }) => one.type === "cloud")).not.toHaveProperty(
    "tunnel_session",
  );
  const { tunnels } = (await ask("GET", "/tunnels")).json;
  const labelled = tunnels.filter((one: object) => "labels" in one);
  expect(labelled).toMatchObject([
    { tunnel_session: { id: sessionOf("edge-10") }, labels: { edge: expect.any(String) } },
  ]);
  expect(labelled[0]).not.toHaveProperty("public_url");
  expect(tunnels.length).toBe(endpoints.length);
});
