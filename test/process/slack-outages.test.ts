import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as realDelay } from "node:timers/promises";
import pino from "pino";
import { describe, type TestContext, test } from "vitest";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { createApp } from "../../src/app.ts";
import { createScaledClock } from "../../src/clock.ts";
import { parseConfig } from "../../src/config.ts";
import { createSteps } from "../support/e2e-steps.ts";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import { createSocketWorld } from "../support/socket-world.ts";

// Slack's library waits 3 s of real time before each reconnect: all of them wait at once.

async function socketsOn(clock: ManualClock | undefined, { onTestFinished, expect }: TestContext) {
  const world = await createSocketWorld(clock);
  onTestFinished(world.end);
  const count = (words: string) => world.lines.filter(({ msg }) => msg === words).length;
  const logs = (words: string, times: number) =>
    expect.poll(() => count(words), { timeout: 20_000, interval: 20 }).toBe(times);
  return { ...world, logs };
}

describe.concurrent("a socket", () => {
  test("without a hello for 30 s is cut, and opened anew", async (context) => {
    const clock = createManualClock();
    const { slack, start, told } = await socketsOn(clock, context);
    slack.faults.welcomeSockets("no-hello");
    const started = start();
    await slack.waitFor(() => slack.connections === 2, "two without a hello");
    slack.faults.welcomeSockets("hello");
    await clock.advance(29_999);
    context.expect(slack.gate.lines).toBe(2);
    await clock.advance(1);
    await slack.waitFor(() => slack.gate.lines === 0, "them to be cut");
    await started;
    context.expect(told("warn")).toContain("Slack said no hello on a socket, which is opened anew");
  });

  test("whose handshake is not answered is cut, and opened anew", async (context) => {
    const clock = createManualClock();
    const { slack, start } = await socketsOn(clock, context);
    slack.faults.welcomeSockets("no-handshake");
    const started = start();
    await slack.waitFor(() => slack.gate.lines === 2, "two without a handshake");
    slack.faults.welcomeSockets("hello");
    await clock.advance(30_000);
    await slack.waitFor(() => slack.gate.lines === 0, "them to be cut");
    await started;
  });

  test("whose peer falls silent is replaced, and nothing of it is left", async (context) => {
    const { slack, start, standing, logs } = await socketsOn(undefined, context);
    await start();
    await standing();
    slack.faults.stallSockets();
    await slack.waitFor(() => slack.gate.lines === 0, "the silent ones to be cut", 20_000);
    await logs("Slack socket connected", 4);
    context.expect((await slack.person("olga").command("fleet", "")).kind).toBe("answered");
    context.expect(slack.gate.lines).toBe(2);
  });

  test("that is refreshed leaves no gap, as the other one answers meanwhile", async (context) => {
    const { slack, start, standing } = await socketsOn(undefined, context);
    await start();
    await standing();
    slack.faults.disconnectSockets("refresh_requested", 1);
    await slack.waitFor(() => slack.connections === 1, "its end");
    let answered = 0;
    while (slack.connections < 2) {
      context.expect((await slack.person("olga").command("fleet", "")).kind).toBe("answered");
      answered += 1;
    }
    context.expect(answered).toBeGreaterThan(5);
  });

  test("that is refreshed again and again leaves no listener and no connection behind", async (context) => {
    const { slack, start, standing, logs, receivers } = await socketsOn(undefined, context);
    const { client } = receivers.first;
    const listeners = () => client.eventNames().map((name) => [name, client.listenerCount(name)]);
    await start();
    await standing();
    const before = listeners();
    for (let refreshes = 1; refreshes <= 3; refreshes += 1) {
      slack.faults.disconnectSockets("refresh_requested");
      await logs("Slack socket connected", 2 * refreshes + 2);
    }
    context.expect(listeners()).toEqual(before);
    context.expect(slack.gate.lines).toBe(2);
  });

  test.for(["too_many_websockets", "link_disabled"] as const)(
    "sent away with %s tries again after 30 s, 1 min and so on, says so once, and comes back",
    async (reason, context) => {
      const { expect } = context;
      const clock = createManualClock();
      const { slack, start, standing, logs, lines, opens } = await socketsOn(clock, context);
      await start();
      await standing();
      for (const [turn, waitMs] of [30_000, 60_000].entries()) {
        slack.faults.disconnectSockets(reason);
        await logs("Slack socket reconnecting", 2 * turn + 2);
        const before = opens();
        await clock.advance(waitMs - 1);
        expect(opens()).toBe(before);
        await clock.advance(1);
        await logs("Slack socket connected", 2 * turn + 4);
        expect(opens()).toBe(before + 2);
      }
      const told = lines.filter((line) => line.reason === reason);
      expect(told).toMatchObject([{ level: "error", msg: "Slack closes the socket" }]);
      expect(told[0]?.explanation).toMatch(/tries again every few minutes/);
      await clock.advance(30_000);
      const over = lines.filter(({ msg }) => msg === "The Slack sockets stand again");
      expect(over).toMatchObject([{ troubles: [reason] }]);
      expect((await slack.person("olga").command("fleet", "")).kind).toBe("answered");
    },
  );

  test("that Slack refuses with invalid_auth after the start does not end the bot", async (context) => {
    const clock = createManualClock();
    const { slack, start, standing, logs, opens } = await socketsOn(clock, context);
    await start();
    await standing();
    const takeBack = slack.faults.add(
      "apps.connections.open",
      { kind: "error", error: "invalid_auth" },
      Infinity,
    );
    slack.faults.disconnectSockets("silently");
    await logs("Slack refuses to open a socket", 2);
    await clock.advance(29_999);
    context.expect(opens()).toBe(4);
    takeBack();
    await clock.advance(1);
    await standing();
  });
});

// A minute of it takes 3 s.
const SPEED = 20;

/** The whole bot in front of a sandbox, both on one clock. */
async function createBot({ onTestFinished, expect }: TestContext) {
  const clock = createScaledClock(SPEED);
  const sandbox = await startSandbox({ clock, ngrokLimits: { perMinute: 6000 } });
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-"));
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const config = parseConfig({ ...sandbox.environment(), DATABASE_URL: `file:${join(folder, "bot.db")}` });
  const app = createApp(config, { clock, logger });
  onTestFinished(async () => {
    await app.stop();
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });
  await app.start();
  const { slack, ngrok } = sandbox;
  async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
    for (let passedMs = 0; passedMs < 30_000; passedMs += 10) {
      const seen = look();
      if (seen) return seen;
      await realDelay(10);
    }
    throw new Error(`Not seen: ${what}`);
  }
  const modal = (text: string) =>
    until(() => {
      const view = slack.person("olga").modal();
      return view && slack.renderText(view).includes(text) ? view : null;
    }, `a modal with ${text}`);
  const sessionOf = (agent: string) => ngrok.agents.find(agent).session?.id ?? "";
  await until(() => slack.connections === 2, "both sockets");
  return {
    clock,
    slack,
    ngrok,
    until,
    logged,
    expect,
    steps: createSteps({ slack, ngrok, until, modal, sessionOf }),
  };
}

describe.concurrent("an outage of Slack", () => {
  test.for([1, 10, 60, 600])(
    "of %d s ends nothing, and what was done meanwhile is shown once",
    async (seconds, context) => {
      const { slack, ngrok, until, steps, expect, logged } = await createBot(context);
      ngrok.faults.add({ path: "/tunnel_sessions/*/stop", action: "slow", ms: 4_000, wait: "after" });
      const card = await steps.stop("edge-01");
      await until(() => card.calls().length === 1, "the call to ngrok");
      slack.faults.goOffline();
      expect((await slack.person("olga").command("fleet", "help")).kind).toBe("undelivered");
      await realDelay((seconds * 1000) / SPEED);
      slack.faults.comeBack();
      await until(() => slack.connections === 2, "both sockets again");
      expect((await slack.person("olga").command("fleet", "help")).kind).toBe("answered");
      await card.reads("edge-01 is stopped");
      expect(card.calls()).toEqual(["stop 204"]);
      const thread = card.thread();
      expect(new Set(thread).size).toBe(thread.length);
      const cards = slack.person("olga").messages("#fleet");
      expect(
        cards.filter(({ from, threadTs, onlyFor }) => from === "bot" && !threadTs && !onlyFor),
      ).toHaveLength(1);
      expect(slack.gate.lines).toBe(2);
      expect(logged.filter(({ level }) => Number(level) > 50)).toEqual([]);
      expect(slack.problems).toEqual([]);
    },
  );
});
