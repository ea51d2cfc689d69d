import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { buildPage } from "../../sandbox/demo/build-page.ts";
import { startDemo } from "../../sandbox/demo/start-demo.ts";

const SOON = { timeout: 30_000 };

let temporary: string;
const closers: (() => unknown)[] = [];
beforeAll(() => buildPage(), 60_000);
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "demo-test-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) await close();
  rmSync(temporary, { recursive: true, force: true });
});

/** The demo as people start it, with a folder for temporary files that is its own. */
function runDemo(environment: Record<string, string>) {
  const child = spawn(process.execPath, ["sandbox/demo/main.ts"], {
    env: { PATH: process.env.PATH ?? "", TMPDIR: temporary, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  closers.push(() => child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    child,
    ended,
    text: () => text,
    address: async () => {
      await expect.poll(() => text, SOON).toMatch(/http:\S+/);
      return /http:\S+/.exec(text)?.[0] ?? "";
    },
  };
}

/** Of the demo there is one: the bot. */
function botOf(demo: number | undefined): number {
  return Number(readFileSync(`/proc/${demo}/task/${demo}/children`, "utf8").trim());
}

/** Nobody may have asked yet how it ended. */
function isAlive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}`)) return false;
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

async function aServer() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

async function aTakenPort(): Promise<number> {
  const { server, port } = await aServer();
  closers.push(() => server.close());
  return port;
}

async function aFreePort(): Promise<number> {
  const { server, port } = await aServer();
  server.close();
  await once(server, "close");
  return port;
}

test("it says where the page is, which answers, and SIGTERM leaves nothing behind", async () => {
  const demo = runDemo({ PORT: "0" });
  const url = await demo.address();
  expect((await fetch(url)).status).toBe(200);
  expect(await (await fetch(`${url}/slack/_control/state`)).json()).toMatchObject({ ok: true });
  const bot = botOf(demo.child.pid);
  expect(isAlive(bot)).toBe(true);
  expect(readdirSync(temporary)).toHaveLength(1);
  demo.child.kill("SIGTERM");
  expect(await demo.ended).toBe(0);
  expect(isAlive(bot)).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
});

test("a closed terminal ends it, and a second signal does so at once", async () => {
  const demo = runDemo({ PORT: "0" });
  await demo.address();
  const bot = botOf(demo.child.pid);
  // The bot does not hear the first one, so that only the second one can end it.
  process.kill(bot, "SIGSTOP");
  demo.child.kill("SIGHUP");
  demo.child.kill("SIGINT");
  expect(await demo.ended).toBe(130);
  await expect.poll(() => isAlive(bot), SOON).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
});

test("a demo that is killed without a word takes the bot with it", async () => {
  const demo = runDemo({ PORT: "0" });
  await demo.address();
  const bot = botOf(demo.child.pid);
  demo.child.kill("SIGKILL");
  await expect.poll(() => isAlive(bot), SOON).toBe(false);
});

test("a signal while the bot starts ends the start", async () => {
  const demo = runDemo({ PORT: "0" });
  await expect.poll(() => readdirSync(temporary), SOON).toHaveLength(1);
  demo.child.kill("SIGINT");
  expect(await demo.ended).toBe(0);
  expect(demo.text()).not.toContain("http:");
  expect(readdirSync(temporary)).toEqual([]);
});

test("a port that was chosen and is taken is said, with what to do", async () => {
  const port = await aTakenPort();
  const demo = runDemo({ PORT: String(port) });
  expect(await demo.ended).toBe(1);
  expect(demo.text()).toBe(
    `Port ${port} is taken. Choose another one, as in: PORT=${port + 100} npm run demo\n`,
  );
  expect(readdirSync(temporary)).toEqual([]);
});

test("what is no port is said", async () => {
  const demo = runDemo({ PORT: "http" });
  expect(await demo.ended).toBe(1);
  expect(demo.text()).toContain("PORT must be a number up to 65535");
});

test("a bot that cannot start fails the demo with its last words, and all that was open is closed", async () => {
  const entry = join(temporary, "bot.mjs");
  writeFileSync(entry, 'console.error("No luck today."); process.exit(78);');
  vi.stubEnv("TMPDIR", temporary);
  const port = await aFreePort();
  await expect(startDemo({ port, entry })).rejects.toThrow(/ended with 78.*No luck today\./s);
  expect(readdirSync(temporary)).toEqual(["bot.mjs"]);
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
});
