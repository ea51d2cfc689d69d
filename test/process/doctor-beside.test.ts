import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { anOperation, changed } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { aChange, atMinute } from "../store/contract/a-change.ts";
import { examine } from "../support/doctor-process.ts";
import { createMainProcesses } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

test("doctors beside a bot at work disturb neither its sockets nor its record", async () => {
  const { env, slack, ngrok } = await startPlaces();
  const bot = run(env);
  await bot.ready;
  await slack.waitFor(() => slack.connections === 2, "both sockets");

  const seen = await Promise.all([1, 2, 3].map(() => examine(env)));

  for (const { named, out, code } of seen) {
    expect({ failed: named("FAILED"), warning: named("warning"), code }, out).toEqual({
      failed: [],
      warning: [],
      code: 0,
    });
    expect(out).toContain(`running bot         process ${bot.child.pid} on `);
  }
  expect(slack.connections).toBe(2);
  const id = ngrok.agents.find("edge-01").session?.id ?? "";
  const olga = slack.person("olga");
  await olga.command("fleet", `session stop ${id}`);
  await slack.waitFor(() => olga.modal()?.submit, "the form");
  await olga.submit();
  await expect.poll(() => ngrok.calls.filter(({ effect }) => effect === "stop-begun").length).toBe(1);
  bot.child.kill("SIGTERM");
  expect(await bot.ended).toBe(0);
  expect(bot.text()).not.toMatch(/"level":"(warn|error)"/);
});

test("each write of a busy bot goes through while a doctor looks", async () => {
  const { env, file } = await startPlaces();
  const store = await createStore({ databaseUrl: file, clock: systemClock, owner: "this-process" });
  let operation = anOperation();
  await store.operations.create(aChange(operation), null);
  let isWriting = true;
  const writes = (async () => {
    while (isWriting) {
      operation = changed(operation);
      const event = aChange(operation, { at: atMinute(operation.version), action: "ask-someone-else" });
      expect(await store.operations.save(event)).toEqual({ outcome: "saved" });
      await new Promise(setImmediate);
    }
  })();
  onTestFinished(async () => {
    isWriting = false;
    await writes;
    await store.close();
  });
  const before = operation.version;

  const { named, out, code } = await examine(env);

  expect({ failed: named("FAILED"), code }, out).toEqual({ failed: [], code: 0 });
  expect(out).toContain(`running bot         process ${process.pid} on `);
  expect(operation.version).toBeGreaterThan(before);
});

test("a doctor knows its own bot at HEALTH_PORT, and says what keeps it from being ready", async () => {
  const { env, slack } = await startPlaces();
  const withPort = { ...env, HEALTH_PORT: await freePort() };
  const bot = run(withPort);
  await bot.ready;
  await bot.says("Health server listens");
  const well = await examine(withPort);
  expect(well.named("FAILED"), well.out).toEqual([]);
  expect(well.out).toMatch(/ok {11}HEALTH_PORT .* the running bot answers at \S+: alive and ready/);

  slack.faults.refuseConnections(true);
  slack.faults.disconnectSockets("silently");
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${withPort.HEALTH_PORT}/readyz`)).status)
    .toBe(503);
  const cut = await examine(withPort);
  expect(cut.named("warning"), cut.out).toEqual(["HEALTH_PORT"]);
  expect(cut.out).toContain("no socket to Slack is open");
  bot.child.kill("SIGTERM");
  expect(await bot.ended).toBe(0);
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
