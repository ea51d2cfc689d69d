import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createBotProcess } from "../../sandbox/bot-process.ts";
import { createBotControl } from "../../sandbox/demo/bot-control.ts";
import { systemClock } from "../../src/clock.ts";

const READY = 'console.log(JSON.stringify({ level: "info", msg: "ready" }));';
const LIVES = "setInterval(() => {}, 1000);";

async function aControl(source: string) {
  const folder = await mkdtemp(join(tmpdir(), "bot-control-"));
  const entry = join(folder, "bot.mjs");
  await writeFile(entry, source);
  const control = createBotControl({
    clock: systemClock,
    cleaned: (line) => line.replace("xapp-1", "[blanked]"),
    create: (told) => createBotProcess(entry, { OWN: "its own" }, { ...told, apart: true, linesKept: 50 }),
  });
  onTestFinished(async () => {
    control.killAtOnce();
    await expect.poll(() => control.state().state).toBe("ended");
    await rm(folder, { recursive: true });
  });
  return { control, state: () => control.state() };
}

test("a bot that ends by itself is told, with its last words, and can be started again", async () => {
  const { control, state } = await aControl(
    `${READY} console.error("Out of luck: xapp-1."); setTimeout(() => process.exit(3), 50);`,
  );
  await control.start();
  await expect.poll(() => state().state).toBe("ended");
  expect(state().end).toMatchObject({ words: "The bot ended with exit code 3.", asked: false });
  expect(state().end?.lines.join("\n")).toContain("Out of luck: [blanked].");
  await control.start();
  expect(state()).toMatchObject({ state: "running", end: null });
});

test("a kill while it starts ends the start, and is no crash", async () => {
  const { control, state } = await aControl(LIVES);
  const started = control.start();
  const failed = expect(started).rejects.toThrow("The bot ended with SIGKILL.");
  expect(state().state).toBe("starting");
  await control.kill();
  await failed;
  expect(state()).toMatchObject({ state: "ended", stopping: false, end: { asked: true } });
});

test("two starts at once make one bot, and two kills at once end it once", async () => {
  const { control, state } = await aControl(`${READY} ${LIVES}`);
  const first = control.start();
  expect(() => control.start()).toThrow("The bot is running already.");
  await first;
  await Promise.all([control.kill(), control.kill()]);
  expect(state().state).toBe("ended");
  await expect(control.kill()).rejects.toThrow("The bot is not running.");
  await control.start();
  expect(state().state).toBe("running");
});

test("a clean stop shows for as long as it takes", async () => {
  const { control, state } = await aControl(
    `${LIVES} process.on("SIGTERM", () => console.log("Tidying up.") || setTimeout(() => process.exit(0), 50)); ${READY}`,
  );
  await control.start();
  const stopped = control.stop();
  expect(state()).toMatchObject({ state: "running", stopping: true });
  await stopped;
  expect(state()).toMatchObject({ state: "ended", stopping: false });
  expect(state().end).toMatchObject({ words: "The bot ended with exit code 0.", asked: true });
  expect(state().end?.lines).toContain("Tidying up.");
});

test("it has an environment of its own, and nothing of whoever started it", async () => {
  const { control, state } = await aControl(
    "console.log(Object.keys(process.env).sort().join(' ')); process.exit(1);",
  );
  await expect(control.start()).rejects.toThrow();
  expect(state().end?.lines).toEqual(["OWN PATH"]);
});
