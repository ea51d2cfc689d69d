import { connect } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import pino from "pino";
import { expect, onTestFinished, test } from "vitest";
import { createHealth } from "../../src/health/create-health.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createHealthWorld } from "./health-world.ts";

async function aWorld(environment: Record<string, string> = {}) {
  const world = await createHealthWorld(environment);
  onTestFinished(() => world.end());
  return world;
}

const WELL = { status: 200, program: "ngrok-chatops", isWell: true, problems: [] };

test("a bot at work is alive and ready, and still so after five minutes", async () => {
  const { health, pass } = await aWorld();
  expect(await health("/readyz")).toEqual(WELL);
  await pass(300_000);
  expect(await health("/healthz")).toEqual(WELL);
  expect(await health("/readyz")).toEqual(WELL);
});

test("without a socket to Slack it is not ready, and says so; it stays alive", async () => {
  const { slack, health, until } = await aWorld();
  slack.faults.goOffline();
  await until(() => slack.connections === 0, "no sockets");
  await expect
    .poll(() => health("/readyz"))
    .toMatchObject({
      status: 503,
      isWell: false,
      problems: ["no socket to Slack is open"],
    });
  expect((await health("/healthz")).status).toBe(200);
  slack.faults.comeBack();
  await until(() => slack.connections === 2, "both sockets");
  await expect.poll(() => health("/readyz")).toEqual(WELL);
});

test("while another program holds the database it is not ready, and the failures are counted", async () => {
  const { health, pass, scrape, databaseFile } = await aWorld();
  const other = new DatabaseSync(databaseFile);
  other.exec("begin immediate");
  await pass(5_000);
  expect(await health("/readyz")).toMatchObject({
    status: 503,
    problems: ["the database cannot be used: another program has locked it"],
  });
  expect((await health("/healthz")).status).toBe(200);
  const { sum } = await scrape();
  expect(sum("ngrok_chatops_database_up")).toBe(0);
  expect(sum("ngrok_chatops_database_failures_total", { trouble: "locked" })).toBeGreaterThan(0);
  other.exec("rollback");
  other.close();
  await pass(5_000);
  expect(await health("/readyz")).toEqual(WELL);
});

test("from the first instant of a stop it is not ready, and at the end nothing listens", async () => {
  const { base, health, stopBot } = await aWorld();
  const stopping = stopBot();
  expect(await health("/readyz")).toMatchObject({
    status: 503,
    problems: expect.arrayContaining(["it is stopping"]),
  });
  await stopping;
  await expect(fetch(`${base}/readyz`)).rejects.toThrow();
});

test("a loop that stands still is named by healthz", async () => {
  const { clock, health } = await aWorld();
  // Whatever goes to sleep from now on is never woken.
  clock.setTimer = () => () => {};
  await clock.advance(60_000);
  await expect.poll(() => health("/healthz")).toEqual(WELL);
  await clock.advance(2_000);
  expect(await health("/healthz")).toMatchObject({
    status: 503,
    problems: [
      expect.stringMatching(/^the publisher has stood still for 6\d s$/),
      expect.stringMatching(/^the worker has stood still for 6\d s$/),
    ],
  });
});

test("it answers to GET and HEAD on three pages, and to nothing else", async () => {
  const { ask } = await aWorld();
  const seen = async (path: string, method: string) => {
    const answer = await ask(path, { method });
    return `${answer.status} ${await answer.text()}`;
  };
  for (const path of ["/healthz", "/readyz", "/metrics"]) {
    expect(await seen(path, "HEAD")).toBe("200 ");
    expect(await seen(path, "POST")).toBe("405 Use GET or HEAD.");
  }
  expect(await seen("/healthz?full=1", "GET")).toMatch(/^200 \{/);
  expect(await seen("/", "GET")).toBe("404 Here are /healthz, /readyz, /metrics.");
  expect(await seen("/__proto__", "GET")).toMatch(/^404 /);
});

test("a port that is taken is tried again, warned of once, and taken once it is free", async () => {
  const first = await aWorld();
  const port = new URL(first.base).port;
  const clock = createManualClock();
  const logged: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const health = createHealth({
    host: "127.0.0.1",
    port: Number(port),
    clock,
    logger,
    signal: new AbortController().signal,
  });
  onTestFinished(() => health.close());
  health.start();
  const tries = () =>
    logged.filter(({ msg }) => msg === "HEALTH_PORT cannot be used").map(({ level }) => level);
  await expect.poll(tries).toEqual([40]);
  const nodeWarnings: Error[] = [];
  const hear = (warning: Error) => void nodeWarnings.push(warning);
  process.on("warning", hear);
  onTestFinished(() => void process.off("warning", hear));
  const more = Array.from({ length: 12 }, (_, index) => index + 2);
  for (const count of more) {
    await clock.advance(5_000);
    await expect.poll(() => tries().length).toBe(count);
  }
  expect(tries()).toEqual([40, ...more.map(() => 20)]);
  expect(nodeWarnings).toEqual([]);
  await first.stopBot();
  await clock.advance(5_000);
  const said = () => logged.filter(({ msg }) => msg === "Health server listens").map(({ level }) => level);
  await expect.poll(said).toEqual([30]);
});

test("who sends half a request is cut off, and in nobody's way", async () => {
  const { base, health } = await aWorld();
  const socket = connect(Number(new URL(base).port), "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
  });
  socket.write("GET /healthz HTTP/1.1\r\n");
  expect((await health("/healthz")).status).toBe(200);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
});
