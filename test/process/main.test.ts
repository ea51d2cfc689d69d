import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { createMainProcesses } from "../support/main-process.ts";

const { startPlaces, run, end } = createMainProcesses();
afterEach(end);

describe("main.ts", () => {
  test("it says ready, and SIGTERM ends it cleanly", async () => {
    const { env } = await startPlaces();
    const bot = run(env);
    await bot.ready;
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(bot.text()).toContain('"msg":"stopping"');
    expect(bot.text()).not.toContain(env.SLACK_BOT_TOKEN);
    expect(bot.text()).not.toContain('"level":"error"');
  });

  test("what one start compiled spares the next one that, also when the first was killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "compiled-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { env } = await startPlaces();
    const [first, next] = [1, 2].map(() => ({ ...env, NODE_COMPILE_CACHE: folder }));
    const bot = run(first ?? {});
    await bot.ready;
    // It is written file by file: what comes last is the sources' own.
    let before = 0;
    const isWritten = () => {
      const count = readdirSync(folder, { recursive: true }).length;
      const isSettled = count > 100 && count === before;
      before = count;
      return isSettled;
    };
    await expect.poll(isWritten, { interval: 300, timeout: 10_000 }).toBe(true);
    bot.child.kill("SIGKILL");
    await bot.ended;
    const again = run({ ...next, NODE_DEBUG_NATIVE: "COMPILE_CACHE" });
    await again.ready;
    expect(/code cache for ESM file:\S+\/src\/\S+\.ts was accepted/.test(again.text())).toBe(true);
  });

  test("it keeps what it compiled beside what npm installed", async () => {
    const bot = run({ NODE_DEBUG_NATIVE: "COMPILE_CACHE" });
    expect(await bot.ended).toBe(78);
    expect(bot.text()).toMatch(
      /cache from \S+\/node_modules\/\.cache\/ngrok-chatops\/\S+ for \S+ file:\S+\/src\/app\.ts/,
    );
  });

  test("where all of it is compiled, it does not load what strips types", async () => {
    const told = "process.on('exit', () => console.error(process.moduleLoadList.join('\\n')))";
    const look = { nodeArguments: ["--import", `data:text/javascript,${encodeURIComponent(told)}`] };
    await run({}).ended;
    const bot = run({}, [], look);
    expect(await bot.ended).toBe(78);
    expect(bot.text()).toContain("NativeModule internal/modules/esm/loader");
    expect(bot.text()).not.toContain("amaro");
  });

  test("SIGTERM while Slack is out of reach leaves the database closed and nobody's", async () => {
    // A port on which nothing listens.
    const { env } = await startPlaces();
    const bot = run({ ...env, SLACK_API_URL: "http://127.0.0.1:9/api/" });
    const file = String(env.DATABASE_URL).replace("file:", "");
    await expect.poll(() => existsSync(`${file}.owner`), { timeout: 20_000 }).toBe(true);
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(existsSync(`${file}.owner`)).toBe(false);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  test("a configuration that cannot be used ends it with 78 and all that is wrong", async () => {
    const bot = run({ SLACK_BOT_TOKEN: "xoxp-secret", LOG_LEVEL: "loud" });
    expect(await bot.ended).toBe(78);
    for (const name of ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "NGROK_API_KEY", "LOG_LEVEL"]) {
      expect(bot.text()).toContain(`  ${name} is not`);
    }
    expect(bot.text()).not.toContain("xoxp-secret");
  });

  test("a token that Slack refuses ends it with 78, in words", async () => {
    const { env } = await startPlaces();
    const bot = run({ ...env, SLACK_APP_TOKEN: "xapp-wrong" });
    expect(await bot.ended).toBe(78);
    expect(bot.text()).toMatch(/^Slack refuses to open a socket .*SLACK_APP_TOKEN/m);
  });
});
