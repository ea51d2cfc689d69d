import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../src/clock.ts";
import { createBotProcess } from "../bot-process.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import { app, type PersonName } from "../slack/directory.ts";
import { blank } from "./blank.ts";
import { type BotControl, createBotControl } from "./bot-control.ts";
import { buildPage } from "./build-page.ts";
import { type Closers, createClosers } from "./closers.ts";
import { createDemoRoutes } from "./demo-routes.ts";
import { createDemoFaults, type DemoFaults } from "./faults.ts";
import { galleryRoute } from "./gallery-route.ts";
import { ngrokEntries } from "./ngrok-entries.ts";
import { type PageServer, startPageServer } from "./page-server.ts";
import { type Keyed, slackEntries } from "./slack-entries.ts";
import { createTrafficLog, type TrafficLog } from "./traffic-log.ts";

// The shortest that ngrok allows; nobody who tries the bot wants to wait longer.
const WAIT_SECONDS = 10;
const CALLS_KEPT = 500;
const LINES_KEPT = 200;

const botEntry = fileURLToPath(new URL("../../src/start.js", import.meta.url));
const endWithDemo = new URL("./end-with-demo.ts", import.meta.url).href;

export interface DemoOptions {
  /** Chosen by the system when it is 0. */
  port: number;
  /** How many of the ports above it are tried when it is taken; none unless given. */
  othersToTry?: number;
  /** Told what takes a while. */
  say?: (words: string) => void;
  /** Holds all that is opened; whoever closes it meanwhile ends the start as well. */
  closers?: Closers;
  /** The bot's program, besides the real one. */
  entry?: string;
}

export interface Demo {
  /** Of the page. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Ends the bot, the sandbox and the page, and deletes the bot's database. */
  stop(): Promise<void>;
}

interface Parts {
  sandbox: Sandbox;
  bot: BotControl;
  traffic: TrafficLog;
  faults: DemoFaults;
}

/**
 * The real bot as a process of its own, in front of a Slack workspace and an ngrok account on this machine, and the
 * page to use them with. @throws when a part cannot be started; what was open is closed by then
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { closers = createClosers() } = options;
  try {
    const folder = await buildPage(() => options.say?.("Building the page…"));
    const parts = await openParts(options, closers);
    const server = await serve(options, folder, parts);
    await closers.add(() => server.stop());
    await closers.add(
      () => endBot(parts.bot),
      () => parts.bot.killAtOnce(),
    );
    await parts.bot.start();
    return { url: server.url, sandbox: parts.sandbox, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function openParts({ entry = botEntry }: DemoOptions, closers: Closers): Promise<Parts> {
  const data = await mkdtemp(join(tmpdir(), "ngrok-demo-"));
  await closers.add(
    () => rm(data, { recursive: true, force: true }),
    () => rmSync(data, { recursive: true, force: true }),
  );
  const secrets: string[] = [app.verificationToken];
  const traffic = createTrafficLog({ clock: systemClock, secrets: () => secrets });
  const sandbox = await startSandbox({
    clock: systemClock,
    callsKept: CALLS_KEPT,
    observe: traffic.observe,
  });
  await closers.add(() => sandbox.stop());
  secrets.push(sandbox.slack.botToken, sandbox.slack.appToken, sandbox.ngrok.apiKey);
  const environment = {
    ...sandbox.environment(),
    DATABASE_URL: `file:${join(data, "bot.db")}`,
    RESTART_WAIT_SECONDS: String(WAIT_SECONDS),
  };
  const bot = createBotControl({
    clock: systemClock,
    cleaned: (line) => blank(line, secrets),
    create: (told) =>
      createBotProcess(entry, environment, {
        ...told,
        said: traffic.botSaid,
        linesKept: LINES_KEPT,
        apart: true,
        nodeArguments: ["--import", endWithDemo],
      }),
  });
  return { sandbox, bot, traffic, faults: createDemoFaults(sandbox) };
}

/** Also when it is not running: then there is nothing to end. */
async function endBot(bot: BotControl): Promise<void> {
  if (bot.state().state !== "ended") await bot.stop();
}

function serve({ port, othersToTry }: DemoOptions, folder: string, parts: Parts): Promise<PageServer> {
  const { sandbox, bot, traffic, faults } = parts;
  const { slack, ngrok } = sandbox;

  function* entriesFor(name: PersonName): Generator<Keyed> {
    yield* slackEntries(slack, name);
    yield* ngrokEntries(ngrok, systemClock.now());
    yield ["bot/bot", { ...bot.state(), connections: slack.connections, waitSeconds: WAIT_SECONDS }];
    for (const entry of traffic.entries()) yield [`traffic/${entry.number}`, entry];
    for (const entry of faults.entries()) yield [`fault/${entry.name}`, entry];
  }
  return startPageServer({
    folder,
    port,
    othersToTry,
    entriesFor: (name) => (Object.hasOwn(slack.people, name) ? entriesFor(name as PersonName) : null),
    routes: {
      views: galleryRoute,
      // Each has a control of its own, which says what it takes.
      slack: (request, response, path) => {
        request.url = path;
        return slack.control(request, response);
      },
      demo: createDemoRoutes({ faults, bot, traffic, ngrok }),
    },
  });
}
