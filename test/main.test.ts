import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startNgrokAccount } from "../sandbox/ngrok/ngrok-account.ts";
import { startSlackWorkspace } from "../sandbox/slack/workspace.ts";
import { systemClock } from "../src/clock.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startPlaces(): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const slack = await startSlackWorkspace({ clock: systemClock });
  closers.push(() => slack.stop());
  const ngrok = await startNgrokAccount({ clock: systemClock });
  closers.push(() => ngrok.stop());
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    NGROK_API_KEY: ngrok.apiKey,
    NGROK_API_URL: ngrok.url,
    DATABASE_URL: `file:${folder}/bot.db`,
  };
}

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ["src/main.ts"], { env, stdio: ["ignore", "pipe", "pipe"] });
  closers.push(() => child.kill("SIGKILL"));
  let text = "";
  const ready = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes('"msg":"ready"')) ready.resolve();
    });
  }
  return {
    child,
    ready: ready.promise,
    ended: once(child, "close").then(([code]) => code),
    text: () => text,
  };
}

describe("main.ts", () => {
  test("it says ready, and SIGTERM ends it cleanly", async () => {
    const env = await startPlaces();
    const bot = run(env);
    await bot.ready;
    bot.child.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(bot.text()).toContain('"msg":"stopping"');
    expect(bot.text()).not.toContain(env.SLACK_BOT_TOKEN);
    expect(bot.text()).not.toContain('"level":"error"');
  });

  test("SIGTERM while Slack is out of reach leaves the database closed and nobody's", async () => {
    // A port on which nothing listens.
    const env = await startPlaces();
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
    const env = await startPlaces();
    const bot = run({ ...env, SLACK_APP_TOKEN: "xapp-wrong" });
    expect(await bot.ended).toBe(78);
    expect(bot.text()).toMatch(/^Slack refuses to open a socket .*SLACK_APP_TOKEN/m);
  });
});
