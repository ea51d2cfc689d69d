import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createBotProcess } from "../../sandbox/bot-process.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ngrok-chatops-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function program(source: string): Promise<string> {
  const path = join(folder, "bot.mjs");
  await writeFile(path, source);
  return path;
}
const log = (level: string, msg: string) =>
  `console.log(JSON.stringify({ level: "${level}", msg: "${msg}" }));`;

test("a bot is started, killed and started again, and its log goes on", async () => {
  const bot = createBotProcess(
    await program(`${log("error", "Odd")} ${log("info", "ready")} setInterval(() => {}, 1000);`),
    {},
  );
  await bot.start();
  expect(bot.running).toBe(true);
  await bot.end("SIGKILL");
  expect(bot.running).toBe(false);
  await bot.start();
  await bot.end("SIGTERM");
  expect(bot.errors()).toHaveLength(2);
});

test("a bot that ends before it is ready is an error with its last words", async () => {
  const bot = createBotProcess(await program(`${log("fatal", "No token")} process.exitCode = 78;`), {});
  await expect(bot.start()).rejects.toThrow(/ended with 78.*No token/s);
});
