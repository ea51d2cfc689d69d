import { afterEach, beforeEach, expect, test } from "vitest";
import { createFleet, type Fleet } from "../../src/operations/fleet.ts";
import { type Bench, createBench, json } from "../ngrok/loopback-server.ts";

let bench: Bench;
let fleet: Fleet;
/** Answers the requests that wait, with a session whose id tells how many requests came before. */
let release: () => void;

beforeEach(async () => {
  bench = await createBench();
  fleet = createFleet(bench);
  let held: (() => void)[] = [];
  release = () => {
    const now = held;
    held = [];
    for (const answer of now) answer();
  };
  bench.server.answer((response, _, index) => {
    const sessions = [{ id: `ts_${index}`, started_at: "2026-03-01T02:00:00Z" }];
    held.push(() => json(response, 200, { tunnel_sessions: sessions, next_page_uri: null }));
  });
});

afterEach(async () => {
  await bench.close();
});

const ids = (entries: { id: string }[]) => entries.map((entry) => entry.id).join();
const look = async (freshness: "listing" | "decision") => {
  const before = bench.server.received.length;
  const entries = fleet.sessions(freshness).then(ids);
  const known = await Promise.race([entries, bench.arrived(before + 1).then(() => null)]);
  release();
  return known ?? (await entries);
};

test("all who ask at once share one fetch, and each has an array of his own", async () => {
  const looks = [fleet.sessions("decision"), fleet.sessions("listing"), fleet.sessions("decision")];
  await bench.arrived(1);
  release();
  const [first, second] = await Promise.all(looks);
  expect(bench.server.received).toHaveLength(1);
  expect(first).toEqual(second);
  first?.pop();
  expect(ids(second ?? [])).toBe("ts_0");
  expect(ids(await fleet.sessions("decision"))).toBe("ts_0");
});

test("a decision accepts 2 s, a listing 30 s", async () => {
  expect(await look("decision")).toBe("ts_0");
  await bench.clock.advance(2_000);
  expect(await look("decision")).toBe("ts_0");
  await bench.clock.advance(1);
  expect(await look("listing")).toBe("ts_0");
  expect(await look("decision")).toBe("ts_1");
  await bench.clock.advance(30_000);
  expect(await look("listing")).toBe("ts_1");
  await bench.clock.advance(1);
  expect(await look("listing")).toBe("ts_2");
});

test("age counts from the start of the fetch, and no step back of the wall clock changes it", async () => {
  const first = fleet.sessions("decision");
  await bench.arrived(1);
  await bench.clock.advance(1_500);
  release();
  await first;
  bench.clock.step(-3_600_000);
  await bench.clock.advance(500);
  expect(await look("decision")).toBe("ts_0");
  await bench.clock.advance(1);
  expect(await look("decision")).toBe("ts_1");
});

test("a fetch under way that is too old for a decision is waited for, then read anew", async () => {
  const listing = fleet.sessions("listing");
  await bench.arrived(1);
  await bench.clock.advance(2_001);
  const decisions = [fleet.sessions("decision"), fleet.sessions("decision")];
  // Ample turns for a second request to arrive, were there one.
  for (let turn = 0; turn < 50; turn += 1) await bench.clock.advance(0);
  expect(bench.server.received).toHaveLength(1);
  release();
  expect(ids(await listing)).toBe("ts_0");
  await bench.arrived(2);
  release();
  expect((await Promise.all(decisions)).map(ids)).toEqual(["ts_1", "ts_1"]);
  expect(bench.server.received).toHaveLength(2);
});

test("after forget nothing read or begun before counts", async () => {
  expect(await look("listing")).toBe("ts_0");
  fleet.forget();
  const before = fleet.sessions("listing");
  await bench.arrived(2);
  fleet.forget();
  const after = fleet.sessions("listing");
  release();
  expect(ids(await before)).toBe("ts_1");
  await bench.arrived(3);
  release();
  expect(ids(await after)).toBe("ts_2");
  expect(await look("listing")).toBe("ts_2");
});

test("a failed fetch fails for all who waited, and is not kept", async () => {
  bench.server.answer((response, _, index) =>
    index === 0 ? json(response, 403, { msg: "no" }) : json(response, 200, { tunnel_sessions: [] }),
  );
  const looks = [fleet.sessions("listing"), fleet.sessions("listing")];
  const outcomes = await Promise.allSettled(looks);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
  expect(await fleet.sessions("listing")).toEqual([]);
  expect(bench.server.received).toHaveLength(2);
});

test("who gives up ends only his own wait; when all have, the fetch ends and the next asks anew", async () => {
  const first = new AbortController();
  const second = new AbortController();
  const looks = [first, second].map(({ signal }) =>
    fleet.sessions("listing", { signal }).catch((error: Error) => error.message),
  );
  const staying = fleet.sessions("listing");
  await bench.arrived(1);
  first.abort(new Error("first left"));
  second.abort(new Error("second left"));
  expect(await Promise.all(looks)).toEqual(["first left", "second left"]);
  release();
  expect(ids(await staying)).toBe("ts_0");

  fleet.forget();
  const third = new AbortController();
  const alone = fleet.sessions("listing", { signal: third.signal }).catch((error: Error) => error.message);
  await bench.arrived(2);
  third.abort(new Error("third left"));
  expect(await alone).toBe("third left");
  expect(await look("listing")).toBe("ts_2");
});

test("a wait for an older fetch can be given up too", async () => {
  const listing = fleet.sessions("listing");
  await bench.arrived(1);
  fleet.forget();
  const giveUp = new AbortController();
  const waiting = fleet.sessions("listing", { signal: giveUp.signal }).catch((error: Error) => error.message);
  giveUp.abort(new Error("left"));
  expect(await waiting).toBe("left");
  release();
  await listing;
});

test("what a person joins goes on as a person's", async () => {
  await bench.close();
  bench = await createBench({ perMinute: 5 });
  fleet = createFleet(bench);
  const pages = 5;
  const held: (() => void)[] = [];
  bench.server.answer((response, _, index) => {
    const next = index + 1 < pages ? `/tunnel_sessions?before_id=${index}` : null;
    const answer = () => json(response, 200, { tunnel_sessions: [], next_page_uri: next });
    if (index === 0) held.push(answer);
    else answer();
  });
  const background = fleet.sessions("listing");
  await bench.arrived(1);
  const person = fleet.sessions("listing", { priority: "person" });
  held[0]?.();
  // The fifth request within a minute is kept for people.
  expect(await bench.outcome(person)).toEqual([]);
  expect(await background).toEqual([]);
  expect(bench.clock.monotonicMs()).toBeLessThan(10_000);
});

test("a person's own look is a person's from its first page on", async () => {
  await bench.close();
  bench = await createBench({ perMinute: 5 });
  fleet = createFleet(bench);
  bench.server.answer((response) => json(response, 200, { tunnel_sessions: [] }));
  for (let used = 0; used < 4; used += 1) {
    fleet.forget();
    await fleet.sessions("listing");
  }
  fleet.forget();
  expect(await bench.outcome(fleet.sessions("listing", { priority: "person" }))).toEqual([]);
});

test("the four lists are kept apart", async () => {
  const keys = ["tunnel_sessions", "endpoints", "tunnels", "ingresses"];
  bench.server.answer((response) => json(response, 200, Object.fromEntries(keys.map((key) => [key, []]))));
  await Promise.all([
    fleet.sessions("listing"),
    fleet.endpoints("listing"),
    fleet.tunnels("listing"),
    fleet.ingresses("listing"),
  ]);
  expect(bench.server.received.map((request) => request.line.split("?")[0]).sort()).toEqual([
    "GET /agent_ingresses",
    "GET /endpoints",
    "GET /tunnel_sessions",
    "GET /tunnels",
  ]);
});

test("after a restart a listing is read anew, and a decision accepts what is 2 s old", async () => {
  expect(await look("listing")).toBe("ts_0");
  fleet.forgetListings();
  expect(await look("decision")).toBe("ts_0");
  await bench.clock.advance(2_001);
  expect(await look("listing")).toBe("ts_1");
  expect(await look("listing")).toBe("ts_1");
});

test("what another process may have approved after it was read does not count, as clocks disagree", async () => {
  fleet = createFleet({ ...bench, clock: { ...bench.clock, rate: 1 } });
  await look("decision");
  const since = new Date(bench.clock.now().getTime() - 100);
  await bench.clock.advance(300);
  const found = fleet.session("ts_1", since);
  await bench.arrived(2);
  release();
  expect((await found)?.id).toBe("ts_1");
});

test("one session comes from the list that others have read, or alone where the list has many pages", async () => {
  const session = (id: string) => ({ id, started_at: "2026-03-01T02:00:00Z" });
  let listed = [session("ts_1")];
  let since = bench.clock.now();
  bench.server.answer((response, { line }) => {
    const id = /sessions\/(\w+)/.exec(line)?.[1];
    if (id === "ts_gone")
      json(response, 404, { msg: "Resource not found", details: { operation_id: "op_1" } });
    else if (id) json(response, 200, session(id));
    else json(response, 200, { tunnel_sessions: listed });
  });
  const asked = async (sessionId: string) => {
    const before = bench.server.received.length;
    const found = await fleet.session(sessionId, since);
    return [found?.id, ...bench.server.received.slice(before).map(({ line }) => line)];
  };
  expect(await asked("ts_1")).toEqual(["ts_1", "GET /tunnel_sessions/ts_1"]);
  await bench.clock.advance(1);
  await fleet.sessions("decision");
  await bench.clock.advance(1);
  expect(await asked("ts_1")).toEqual(["ts_1"]);
  since = bench.clock.now();
  await bench.clock.advance(1);
  expect(await asked("ts_1")).toEqual(["ts_1", "GET /tunnel_sessions?limit=100"]);
  expect(await asked("ts_new")).toEqual(["ts_new", "GET /tunnel_sessions/ts_new"]);
  expect(await asked("ts_gone")).toEqual([undefined, "GET /tunnel_sessions/ts_gone"]);
  listed = Array.from({ length: 101 }, (_, at) => session(`ts_${at}`));
  fleet.forget();
  await fleet.sessions("decision");
  await bench.clock.advance(2_001);
  expect(await asked("ts_1")).toEqual(["ts_1", "GET /tunnel_sessions/ts_1"]);
});
