import { afterEach, describe, expect, test, vi } from "vitest";
import type { Fault } from "../../sandbox/slack/faults.ts";
import type { Fetch } from "../../src/http-fetch.ts";
import { SocketRefusedError } from "../../src/slack/socket-fetch.ts";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import { createSocketWorld, type SocketWorld } from "../support/socket-world.ts";

const open: SocketWorld[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.end();
});

async function world(clock?: ManualClock, watchFetch?: (fetch: Fetch) => Fetch) {
  const made = await createSocketWorld(clock, watchFetch);
  open.push(made);
  return made;
}

/** Moves time on until `work` is done. */
async function passing<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  const advance = async () => {
    await clock.advance(500);
    expect(isDone).toBe(true);
  };
  await vi.waitFor(advance, { timeout: 10_000, interval: 1 });
  return done;
}

const count = (lines: SocketWorld["lines"], words: string) => lines.filter(({ msg }) => msg === words).length;

describe("opening a socket", () => {
  const passingFaults: Record<string, Fault> = {
    "429 with Retry-After": { kind: "rate-limit", retryAfterSeconds: 7 },
    "500": { kind: "status", status: 500 },
    "503 as a page": { kind: "page", status: 503 },
    "a page with success": { kind: "page" },
    "half an answer": { kind: "cut-short" },
    "no answer in time": { kind: "hang" },
    "a connection that breaks before": { kind: "drop-before" },
    "a connection that breaks after": { kind: "drop-after" },
    internal_error: { kind: "error", error: "internal_error" },
    ratelimited: { kind: "error", error: "ratelimited" },
  };

  test.each(Object.entries(passingFaults))("%s is met by another try, told once", async (_, fault) => {
    const clock = createManualClock();
    const { slack, start, opens, told, standing } = await world(clock);
    slack.faults.add("apps.connections.open", fault, 4);
    await passing(clock, start());
    await standing();
    expect(opens()).toBe(6);
    expect(told("warn")).toHaveLength(1);
    expect(told("error")).toEqual([]);
  });

  test("a Retry-After of 7 s is kept", async () => {
    const clock = createManualClock();
    const { slack, start, opens, lines } = await world(clock);
    slack.faults.add("apps.connections.open", { kind: "rate-limit", retryAfterSeconds: 7 }, 2);
    const started = start();
    await vi.waitFor(() => expect(count(lines, "Slack refuses to open a socket")).toBe(2));
    await clock.advance(6_999);
    expect(opens()).toBe(2);
    await clock.advance(1);
    await started;
  });

  test.each(["invalid_auth", "not_allowed_token_type", "account_inactive"])(
    "%s ends the start, and is tried again after 30 s at the earliest",
    async (error) => {
      const clock = createManualClock();
      const { slack, start, opens, told, lines } = await world(clock);
      slack.faults.add("apps.connections.open", { kind: "error", error }, 100);
      await expect(start()).rejects.toThrow(SocketRefusedError);
      await vi.waitFor(() => expect(count(lines, "Slack refuses to open a socket")).toBe(2));
      await clock.advance(29_999);
      expect(opens()).toBe(2);
      expect(told("error")).toEqual(["Slack refuses to open a socket"]);
    },
  );

  test.each(["ws://evil.example/link", "https://evil.example", "no address", ""])(
    "the address %j, over which anybody could talk to the bot, is not connected to",
    async (url) => {
      const clock = createManualClock();
      let forged = 0;
      const forging: (fetch: Fetch) => Fetch = (fetch) => async (where, init) => {
        const answer = await fetch(where, init);
        forged += 1;
        return forged > 2 ? answer : { ...answer, text: async () => JSON.stringify({ ok: true, url }) };
      };
      const { start, opens, standing, lines } = await world(clock, forging);
      await passing(clock, start());
      await standing();
      expect(opens()).toBe(4);
      expect(count(lines, "Slack socket closed")).toBe(0);
    },
  );
});

describe("a stop", () => {
  const phases: Record<string, (world: SocketWorld) => Promise<unknown>> = {
    "while both sockets stand": async ({ start, standing }) => {
      await start();
      await standing();
    },
    "while they wait to reconnect": async ({ slack, start, standing, lines }) => {
      await start();
      await standing();
      slack.faults.disconnectSockets("silently");
      await vi.waitFor(() => expect(count(lines, "Slack socket closed")).toBe(2));
    },
    "while Slack is asked for them": async ({ slack, start, opens }) => {
      slack.faults.add("apps.connections.open", { kind: "hang" }, 2);
      void start();
      await slack.waitFor(() => opens() === 2, "the calls");
    },
    "while Slack is about to say where": async ({ slack, start, opens }) => {
      slack.faults.add("apps.connections.open", { kind: "slow", delayMs: 300 }, 2);
      void start();
      await slack.waitFor(() => opens() === 2, "the calls");
    },
    "while their handshake is under way": async ({ slack, start }) => {
      slack.faults.welcomeSockets("no-handshake");
      void start();
      await slack.waitFor(() => slack.gate.lines === 2, "the handshakes");
    },
    "while Slack says no hello": async ({ slack, start }) => {
      slack.faults.welcomeSockets("no-hello");
      void start();
      await slack.waitFor(() => slack.connections === 2, "the sockets");
    },
    "while their peer is silent": async ({ slack, start, standing }) => {
      await start();
      await standing();
      slack.faults.stallSockets();
    },
    "while Slack has no room": async ({ slack, start, standing, lines }) => {
      await start();
      await standing();
      slack.faults.disconnectSockets("too_many_websockets");
      await vi.waitFor(() => expect(count(lines, "Slack socket closed")).toBe(2));
    },
  };

  test.each(Object.entries(phases))("%s ends in time, and leaves no connection", async (_, reach) => {
    const clock = createManualClock();
    const made = await world(clock);
    const { slack, receivers, told } = made;
    await reach(made);
    const errors = told("error");
    await passing(clock, receivers.stop());
    // Two seconds for the peer's goodbye, and the half seconds in which time passes here.
    expect(clock.monotonicMs()).toBeLessThan(4_000);
    // Slack's library itself would give up a silent peer after 3 s.
    await slack.waitFor(() => slack.gate.lines === 0, "no connection", 1_500);
    await vi.waitFor(() => expect(slack.calls.filter(({ result }) => result === "slow")).toEqual([]));
    // Whatever could still bring one.
    slack.faults.welcomeSockets("hello");
    await vi.waitFor(() => expect(slack.inFlight).toBe(0));
    const opened = slack.calls.length;
    await clock.advance(10 * 60_000);
    expect([slack.gate.lines, slack.calls.length]).toEqual([0, opened]);
    expect(told("error")).toEqual(errors);
  });

  test("and a second one at the same time are one", async () => {
    const { slack, receivers, start, standing } = await world();
    await start();
    await standing();
    await Promise.all([receivers.stop(), receivers.stop()]);
    await slack.waitFor(() => slack.gate.lines === 0, "no connection");
  });
});
