import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../src/clock.ts";
import { createBotProcess } from "../bot-process.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import type { PersonName } from "../slack/directory.ts";
import { createBotControl } from "./bot-control.ts";
import { buildPage } from "./build-page.ts";
import { galleryRoute } from "./gallery-route.ts";
import { ngrokEntries } from "./ngrok-entries.ts";
import { startPageServer } from "./page-server.ts";
import { type Keyed, slackEntries } from "./slack-entries.ts";

// The shortest that ngrok allows; nobody who tries the bot wants to wait longer.
const WAIT_SECONDS = 10;

const botEntry = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface Demo {
  /** Of the page. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Ends the bot, the sandbox and the page, and deletes the bot's database. */
  stop(): Promise<void>;
}

/**
 * The real bot as a process of its own, in front of a Slack workspace and an ngrok account on this machine, and the
 * page to use them with. `say` is told what takes a while.
 */
export async function startDemo(options: { port: number; say?: (words: string) => void }): Promise<Demo> {
  const { port, say = () => {} } = options;
  const folder = await buildPage(() => say("Building the page…"));
  const sandbox = await startSandbox({ clock: systemClock, callsKept: 500 });
  const data = await mkdtemp(join(tmpdir(), "ngrok-demo-"));
  const bot = createBotProcess(botEntry, {
    ...sandbox.environment(),
    DATABASE_URL: `file:${join(data, "bot.db")}`,
    RESTART_WAIT_SECONDS: String(WAIT_SECONDS),
  });
  const control = createBotControl({ bot, clock: systemClock });

  function* entriesFor(name: PersonName): Generator<Keyed> {
    yield* slackEntries(sandbox.slack, name);
    yield* ngrokEntries(sandbox.ngrok);
    yield [
      "bot/bot",
      { ...control.state(), connections: sandbox.slack.connections, waitSeconds: WAIT_SECONDS },
    ];
  }
  const server = await startPageServer({
    folder,
    port,
    entriesFor: (name) => (Object.hasOwn(sandbox.slack.people, name) ? entriesFor(name as PersonName) : null),
    routes: {
      views: galleryRoute,
      // Each has a control of its own, which says what it takes.
      slack: (request, response, path) => {
        request.url = path;
        return sandbox.slack.control(request, response);
      },
    },
  });
  await control.start();
  return {
    url: server.url,
    sandbox,
    stop: async () => {
      await server.stop();
      await bot.end("SIGTERM");
      await sandbox.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
