import { expect, test } from "vitest";
import { Endpoint } from "../../src/ngrok/endpoints.ts";
import { Tunnel } from "../../src/ngrok/tunnels.ts";
import { servedUrls } from "../../src/operations/served-urls.ts";

const endpoint = (url: string, sessionId: string | null, pooled = false) =>
  Endpoint.parse({
    id: "ep_1",
    url,
    pooling_enabled: pooled,
    tunnel_session: sessionId === null ? null : { id: sessionId },
  });
const tunnel = (sessionId: string, fields: { public_url?: string; labels?: Record<string, string> }) =>
  Tunnel.parse({ id: "tn_1", tunnel_session: { id: sessionId }, ...fields });

const url = "https://a.example";

test("only what the session itself serves is listed, each URL once, in order", () => {
  const endpoints = [
    endpoint("https://b.example", "ts_1"),
    endpoint(url, "ts_1"),
    endpoint("https://c.example", "ts_2"),
    endpoint("https://d.example", null),
    endpoint("", "ts_1"),
  ];
  const tunnels = [
    tunnel("ts_1", { public_url: url }),
    tunnel("ts_1", { public_url: "tcp://e.example:1" }),
    tunnel("ts_2", { public_url: "https://c.example" }),
  ];
  expect(servedUrls("ts_1", endpoints, tunnels)).toEqual([
    { url: "https://b.example", survives: false },
    { url, survives: false },
    { url: "tcp://e.example:1", survives: false },
  ]);
  expect(servedUrls("ts_3", endpoints, tunnels)).toEqual([]);
});

test.each([
  ["another session, both pooled", [endpoint(url, "ts_1", true), endpoint(url, "ts_2", true)], true],
  ["another session that does not pool", [endpoint(url, "ts_1", true), endpoint(url, "ts_2")], false],
  [
    "another session, while it does not pool itself",
    [endpoint(url, "ts_1"), endpoint(url, "ts_2", true)],
    false,
  ],
  ["only itself, twice", [endpoint(url, "ts_1", true), endpoint(url, "ts_1", true)], false],
  ["another session at another URL", [endpoint(url, "ts_1", true), endpoint(`${url}x`, "ts_2", true)], false],
  ["no session", [endpoint(url, "ts_1", true), endpoint(url, null, true)], false],
])("a URL served also by %s: survives is %s", (_, endpoints, survives) => {
  const tunnels = [tunnel("ts_1", { public_url: url })];
  expect(servedUrls("ts_1", endpoints, tunnels)).toEqual([{ url, survives }]);
});

test("a labelled tunnel stands by its labels and survives with another session of equal labels", () => {
  const tunnels = [
    tunnel("ts_1", { labels: { edge: "e1", az: "x" } }),
    tunnel("ts_2", { labels: { az: "x", edge: "e1" } }),
    tunnel("ts_1", { labels: { edge: "e2" } }),
    tunnel("ts_2", { labels: { edge: "e3" } }),
    tunnel("ts_1", { labels: {} }),
  ];
  expect(servedUrls("ts_1", [], tunnels)).toEqual([
    { url: "label: az=x, edge=e1", survives: true },
    { url: "label: edge=e2", survives: false },
  ]);
});
