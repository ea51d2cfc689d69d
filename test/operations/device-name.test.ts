import { expect, test } from "vitest";
import { Endpoint } from "../../src/ngrok/endpoints.ts";
import { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import { deviceName } from "../../src/operations/device-name.ts";

const session = (metadata: string, id = "ts_2TMGJ5XTkNXx7Kq2P9") =>
  TunnelSession.parse({ id, metadata, started_at: "2026-03-01T02:00:00Z" });
const endpoint = (url: string, sessionId = "ts_2TMGJ5XTkNXx7Kq2P9") =>
  Endpoint.parse({ id: "ep_1", url, tunnel_session: { id: sessionId } });
const served = [endpoint("https://other.example", "ts_other"), endpoint("https://edge-07.ngrok.app")];

test.each([
  ['{"name":"edge-07","site":"Berlin"}', "edge-07"],
  ['{"name":7}', "7"],
  ["name=edge-07", "edge-07"],
  ["site=berlin, name=edge-07;x=1", "edge-07"],
  ['site=berlin\nname="edge 07"', "edge 07"],
  ['{"name":"  edge\\n\\t07 \\u202e\\u0000 "}', "edge 07"],
])("metadata %j names the device", (metadata, name) => {
  expect(deviceName(session(metadata), served, "name")).toBe(name);
});

test.each([
  "",
  '{"Name":"edge"}',
  '{"name":{"first":"edge"}}',
  '{"name":null}',
  '{"name":" \\u200b "}',
  '["name=edge"]',
  '{"note":"name=edge"}',
  "surname=edge",
  "name=",
  "name",
  "null",
])("metadata %j does not, and the first endpoint's host does", (metadata) => {
  expect(deviceName(session(metadata), served, "name")).toBe("edge-07.ngrok.app");
});

test("no key is asked for without a label, nor found on what every object has", () => {
  expect(deviceName(session('{"name":"edge"}'), served, null)).toBe("edge-07.ngrok.app");
  expect(deviceName(session("{}"), served, "constructor")).toBe("edge-07.ngrok.app");
  expect(deviceName(session('["x"]'), served, "length")).toBe("edge-07.ngrok.app");
});

test("a port is part of the host, and an endpoint without a URL is passed over", () => {
  const endpoints = [endpoint(""), endpoint("no url"), endpoint("tcp://1.tcp.ngrok.io:21345")];
  expect(deviceName(session(""), endpoints, "name")).toBe("1.tcp.ngrok.io:21345");
});

test("without label and endpoint the id's last six characters stand for it", () => {
  expect(deviceName(session(""), [], "name")).toBe("7Kq2P9");
});

test("a long name is cut to 60 characters, between characters, and says so", () => {
  const name = deviceName(session(JSON.stringify({ name: `${"x".repeat(58)}😀tail` })), [], "name");
  expect(name).toBe(`${"x".repeat(58)}…`);
  expect(deviceName(session(JSON.stringify({ name: "y".repeat(60) })), [], "name")).toBe("y".repeat(60));
});

test("metadata of the greatest length that names nothing is no trouble", () => {
  for (const piece of ['a="', "a", "a=", " ", "name"]) {
    expect(deviceName(session(piece.repeat(4096 / piece.length)), [], "label")).toBe("7Kq2P9");
  }
});
