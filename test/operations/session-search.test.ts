import { expect, test } from "vitest";
import { Endpoint } from "../../src/ngrok/endpoints.ts";
import { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import { Tunnel } from "../../src/ngrok/tunnels.ts";
import { searchSessions } from "../../src/operations/session-search.ts";

const edge = TunnelSession.parse({
  id: "ts_2aBcDeFgHiJkLmNoPqRsTuVa81",
  agent_version: "3.19.0",
  credential: { id: "cr_2aBcDeFgHiJkLmNoPqRsTuV001" },
  ip: "203.0.113.7",
  metadata: '{"name":"edge-07","rack":"B12"}',
  os: "linux",
  region: "eu",
  started_at: "2026-02-20T08:00:00Z",
  transport: "ngrok/2",
});
const kiosk = TunnelSession.parse({
  id: "ts_2zYxWvUtSrQpOnMlKjIhGfEdx7K",
  agent_version: "3.1.4",
  ip: "198.51.100.9",
  os: "windows",
  region: "in",
  started_at: "2026-02-21T08:00:00Z",
});
const look = {
  sessions: [kiosk, edge],
  endpoints: [Endpoint.parse({ id: "ep_1", url: "https://edge.ngrok.app", tunnel_session: { id: edge.id } })],
  tunnels: [Tunnel.parse({ id: "tn_1", labels: { edge: "edghts_9" }, tunnel_session: { id: kiosk.id } })],
};
const idsOf = (...words: string[]) =>
  searchSessions(words, look, "name").map(({ session }) => session.sessionId);

test.each([
  ["its name, in any case", "EDGE-07"],
  ["a part of its id", "HiJkLm"],
  ["a part of its metadata", "b12"],
  ["its ip", "203.0.113"],
  ["its os", "linux"],
  ["its region", "eu"],
  ["its version", "v3.19"],
  ["its credential", "cr_2aBcDeFgHiJkLmNoPqRsTuV001"],
  ["a URL that it serves", "https://edge.ngrok.app/"],
  ["its host", "edge.ngrok.app"],
  ["a link as Slack pastes it", "<https://edge.ngrok.app|edge.ngrok.app>"],
  ["a link to one of its pages", "https://edge.ngrok.app/health?full=1"],
])("a session is found by %s", (_, word) => {
  expect(idsOf(word)).toEqual([edge.id]);
});

test("a session is found by the label of its tunnel", () => {
  expect(idsOf("edge=edghts_9")).toEqual([kiosk.id]);
});

test("every word has to fit", () => {
  expect(idsOf("edge-07", "linux")).toEqual([edge.id]);
  expect(idsOf("edge-07", "windows")).toEqual([]);
});

test("a version fits by whole numbers, and a region or os only from its beginning", () => {
  expect(idsOf("3.1")).toEqual([kiosk.id]);
  expect(idsOf("in")).toEqual([kiosk.id]);
});

test("no words give every session, by name", () => {
  expect(searchSessions([" ", ""], look, "name").map(({ name }) => name)).toEqual(["edge-07", "fEdx7K"]);
});

test("a link to another host with the same beginning finds nothing", () => {
  expect(idsOf("https://edge.ngrok.app.example.com/health")).toEqual([]);
});

test("short words are not found inside ids, where every run of letters stands somewhere", () => {
  expect(idsOf("va8")).toEqual([]);
  expect(idsOf("va81")).toEqual([edge.id]);
});
