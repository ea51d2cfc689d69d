import { afterEach, beforeEach, expect, test } from "vitest";
import { NgrokReplyError } from "../../src/ngrok/errors.ts";
import { all, type Bench, createBench, json } from "./loopback-server.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await createBench({ perMinute: 1_000 });
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
});

const session = (id: string) => ({ id, started_at: "2026-03-01T02:00:00Z" });
const pageOf = (ids: string[], next: string | null) => ({
  tunnel_sessions: ids.map(session),
  uri: "x",
  next_page_uri: next,
});
const list = () => bench.outcome(all(bench.ngrok.sessions.list()));
const ids = (entries: unknown) => (entries as { id: string }[]).map((entry) => entry.id);

test("pages are followed as given, in order, a hundred entries each", async () => {
  bench.server.answer((response, _, index) => {
    const next = [
      `${bench.server.url}/tunnel_sessions?before_id=ts_2&limit=100`,
      "/tunnel_sessions?before_id=ts_3",
    ];
    json(response, 200, pageOf([`ts_${index}a`, `ts_${index}b`], next[index] ?? null));
  });
  expect(ids(await list())).toEqual(["ts_0a", "ts_0b", "ts_1a", "ts_1b", "ts_2a", "ts_2b"]);
  expect(bench.server.received.map((request) => request.line)).toEqual([
    "GET /tunnel_sessions?limit=100",
    "GET /tunnel_sessions?before_id=ts_2&limit=100",
    "GET /tunnel_sessions?before_id=ts_3",
  ]);
});

test("a page is read only when it is asked for", async () => {
  bench.server.answer((response) => json(response, 200, pageOf(["ts_1"], "/tunnel_sessions?before_id=ts_1")));
  for await (const page of bench.ngrok.sessions.list()) {
    expect(ids(page)).toEqual(["ts_1"]);
    break;
  }
  expect(bench.server.received).toHaveLength(1);
});

test.each([
  "http://127.0.0.1:1/tunnel_sessions?limit=100",
  "https://evil.example/tunnel_sessions",
  "//evil.example/tunnel_sessions",
  "ftp://evil.example/",
  "http://",
])("the next page %j is not asked for, and the key goes nowhere else", async (next) => {
  bench.server.answer((response) => json(response, 200, pageOf(["ts_1"], next)));
  expect(await list()).toBeInstanceOf(NgrokReplyError);
  expect(bench.server.received).toHaveLength(1);
});

test("below a base path a next page outside of it is not asked for", async () => {
  await bench.close();
  bench = await createBench({ basePath: "/api/" });
  const nexts = ["/api/tunnel_sessions?before_id=1", "/tunnel_sessions?before_id=2"];
  bench.server.answer((response, _, index) => json(response, 200, pageOf([], nexts[index] ?? null)));
  expect(await list()).toBeInstanceOf(NgrokReplyError);
  expect(bench.server.received.map((request) => request.line)).toEqual([
    "GET /api/tunnel_sessions?limit=100",
    "GET /api/tunnel_sessions?before_id=1",
  ]);
});

test("a list that leads back to an earlier page is an error, not a loop", async () => {
  bench.server.answer((response, _, index) =>
    json(response, 200, pageOf([], `/tunnel_sessions?before_id=${index % 2}`)),
  );
  expect(await list()).toMatchObject({ message: expect.stringMatching(/earlier page/) });
  expect(bench.server.received).toHaveLength(3);
});

test("a list without end is given up", async () => {
  bench.server.answer((response, _, index) =>
    json(response, 200, pageOf([], `/tunnel_sessions?before_id=${index}`)),
  );
  expect(await list()).toMatchObject({ message: expect.stringMatching(/more than 500 pages/) });
  expect(bench.server.received).toHaveLength(500);
});

test("an entry that cannot be read is an error that names it and its field", async () => {
  const entries = [session("ts_1"), { ...session("ts_2"), credential: { id: 7 } }];
  bench.server.answer((response) => json(response, 200, { tunnel_sessions: entries, next_page_uri: null }));
  const error = await list();
  expect(error).toBeInstanceOf(NgrokReplyError);
  expect((error as Error).message).toMatch(/entry 2 of tunnel_sessions.*credential\.id/);
});

test("of several entries that cannot be read the first is named, with its fields alone", async () => {
  const entries = [
    session("ts_1"),
    session("ts_2"),
    { ...session("ts_3"), started_at: "yesterday", ip: 4 },
    { ...session("ts_4"), region: 5 },
  ];
  bench.server.answer((response) => json(response, 200, { tunnel_sessions: entries, next_page_uri: null }));
  expect(await list()).toMatchObject({
    message:
      "ngrok sent entry 3 of tunnel_sessions that cannot be read: " +
      "ip: Invalid input: expected string, received number; started_at: Invalid ISO datetime",
  });
});

test("an entry that is no object is named", async () => {
  bench.server.answer((response) => json(response, 200, { tunnel_sessions: [session("ts_1"), "ts_2"] }));
  expect(await list()).toMatchObject({
    message: expect.stringMatching(/^ngrok sent entry 2 of tunnel_sessions .*: all of it: /),
  });
});

test("a page of far more entries than were asked for is refused before they are read", async () => {
  bench.server.answer((response) => json(response, 200, { tunnel_sessions: Array(1_001).fill(0) }));
  expect(await list()).toMatchObject({
    message: expect.stringMatching(
      /^ngrok sent its answer that cannot be read: tunnel_sessions: Too big[^;]*$/,
    ),
  });
});

test("what was read before a page that cannot be read has been handed out", async () => {
  const pages = [
    pageOf(["ts_1"], "/tunnel_sessions?before_id=ts_1"),
    { tunnel_sessions: [session("ts_2"), {}] },
  ];
  bench.server.answer((response, _, index) => json(response, 200, pages[index]));
  const read: string[] = [];
  const readAll = async () => {
    for await (const page of bench.ngrok.sessions.list()) read.push(...ids(page));
  };
  expect(await bench.outcome(readAll())).toBeInstanceOf(NgrokReplyError);
  expect(read).toEqual(["ts_1"]);
});

test("an empty list may be null, and unknown fields and nulls are no trouble", async () => {
  const odd = { ...session("ts_1"), credential: null, metadata: null, ip: null, brand_new: { x: 1 } };
  const pages = [
    { tunnel_sessions: null, next_page_uri: "/tunnel_sessions?before_id=1", total: 9 },
    { tunnel_sessions: [odd] },
  ];
  bench.server.answer((response, _, index) => json(response, 200, pages[index]));
  expect(await list()).toEqual([
    expect.objectContaining({ id: "ts_1", credentialId: null, metadata: "", ip: "", agentVersion: "" }),
  ]);
});

test("an answer without the list is an error, not an empty list", async () => {
  bench.server.answer((response) => json(response, 200, { ok: true }));
  expect(await list()).toMatchObject({ message: expect.stringMatching(/tunnel_sessions/) });
});
