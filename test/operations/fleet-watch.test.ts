import pino from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NgrokTimeoutError } from "../../src/ngrok/errors.ts";
import { createFleet } from "../../src/operations/fleet.ts";
import { createFleetWatch, type FleetWatch } from "../../src/operations/fleet-watch.ts";
import { type Bench, createBench, json } from "../ngrok/loopback-server.ts";

type Answer = "hang" | "fail" | string;

let bench: Bench;
let watch: FleetWatch;
let answer: Answer;
const logged: string[] = [];
const never = new AbortController().signal;

beforeEach(async () => {
  bench = await createBench();
  logged.length = 0;
  const logger = pino({}, { write: (line: string) => void logged.push(JSON.parse(line).msg) });
  watch = createFleetWatch({ fleet: createFleet(bench), clock: bench.clock, logger });
  bench.server.answer((response, { line }) => {
    if (answer === "hang") return;
    if (answer === "fail")
      return json(response, 403, { error_code: "ERR_NGROK_300", status_code: 403, msg: "No" });
    const [key, entry] = line.includes("/tunnel_sessions")
      ? ["tunnel_sessions", { id: answer, started_at: "2026-03-01T02:00:00Z" }]
      : ["ingresses", { id: answer, domain: "edge.example.com", created_at: "2026-03-01T02:00:00Z" }];
    json(response, 200, { [String(key)]: [entry], next_page_uri: null });
  });
});

afterEach(async () => {
  await bench.close();
});

/** What is seen of the sessions, with the last that was seen before a failure. */
function seen(): string {
  const { sessions } = watch.seen();
  if (sessions.state === "reading") return "reading";
  if (sessions.state === "read") return `read ${sessions.value.map(({ id }) => id)}`;
  return `failed, last ${sessions.last?.value.map(({ id }) => id) ?? "nothing"}`;
}

async function look(what: Answer, freshness: "listing" | "decision" = "decision"): Promise<void> {
  answer = what;
  await bench.clock.advance(2001);
  await watch.look(freshness, never);
}

describe("what was seen of ngrok", () => {
  test("is nothing before the first look has ended, then sessions and ingresses with their time", async () => {
    expect(watch.seen()).toEqual({ sessions: { state: "reading" }, ingresses: { state: "reading" } });
    await look("ts_1");
    expect(seen()).toBe("read ts_1");
    expect(watch.seen().ingresses).toMatchObject({ state: "read", value: [{ id: "ts_1" }] });
    expect(watch.seen().sessions).toMatchObject({ at: bench.clock.now() });
    expect(bench.clock.timers).toBe(0);
  });

  test("stays beside the failure that comes after it, which is logged once", async () => {
    await look("ts_1");
    for (const what of ["fail", "fail"]) await look(what);
    expect(seen()).toBe("failed, last ts_1");
    expect(logged).toEqual(Array(2).fill("ngrok could not be looked at"));
    await look("ts_2");
    expect(seen()).toBe("read ts_2");
  });

  test("is told as a failure after 30 s at the latest, whatever ngrok does", async () => {
    answer = "hang";
    let isOver = false;
    const looking = watch.look("decision", never).then(() => {
      isOver = true;
    });
    await bench.arrived(2);
    for (let passed = 0; passed < 30 && !isOver; passed += 1) await bench.clock.advance(1000);
    await looking;
    const { sessions } = watch.seen();
    expect(sessions).toMatchObject({ state: "failed", last: null });
    expect(sessions.state === "failed" && sessions.error).toBeInstanceOf(NgrokTimeoutError);
  });

  test("is not shown any more while it is read anew, once it is ten minutes old", async () => {
    await look("ts_1");
    await bench.clock.advance(10 * 60_000 + 1);
    answer = "ts_2";
    const looking = watch.look("decision", never);
    expect(seen()).toBe("reading");
    await looking;
    expect(seen()).toBe("read ts_2");
  });

  test("stays as it is by a look that was given up", async () => {
    await look("ts_1");
    answer = "hang";
    await bench.clock.advance(2001);
    const over = new AbortController();
    const looking = watch.look("decision", over.signal);
    over.abort(new Error("The bot stops"));
    await looking;
    expect(seen()).toBe("read ts_1");
    expect(logged).toEqual([]);
  });
});
