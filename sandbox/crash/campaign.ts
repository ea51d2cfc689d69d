import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Clock, createScaledClock } from "../../src/clock.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import type { PersonName } from "../slack/directory.ts";
import { createBoard } from "./board.ts";
import type { CampaignDatabase } from "./database.ts";
import { createDesk } from "./desk.ts";
import { runErrand } from "./errand.ts";
import type { Evidence } from "./evidence.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import type { KillPlan } from "./kill-plan.ts";
import { createLedger } from "./ledger.ts";
import { type Lives, startLives } from "./lives.ts";
import { createPatience } from "./patience.ts";
import type { Random } from "./random.ts";
import type { ErrandDeps } from "./request-form.ts";
import { approvers, askers, guests } from "./roster.ts";
import type { Errand } from "./script.ts";
import { wakeInTheWait } from "./wait-watch.ts";

export interface CampaignOptions {
  /** What people do. */
  errands: readonly Errand[];
  /** More of it, as long as nobody has died at some point that was met; null: people stop there. */
  encore: ((round: number) => readonly Errand[]) | null;
  plan: KillPlan;
  /** For what the plan leaves to chance. */
  random: Random;
  processes: number;
  speed: number;
  /** How many errands are under way at once. */
  atOnce: number;
  /** People begin nothing new after this long, in real time. */
  limitMs: number;
  /** The longest wait for everything to come to its end, in real time. */
  settleLimitMs: number;
  openDatabase(folder: string): Promise<CampaignDatabase>;
  print(line: string): void;
}

export interface CampaignOutcome {
  evidence: Evidence;
  plan: KillPlan;
  lives: Lives;
  /** Logs and, with SQLite, the database. */
  folder: string;
  databaseUrl: string;
  tookMs: number;
  discard(): Promise<void>;
}

const MOST_ENCORES = 6;
const LATEST_MINUTES = 5;
/** Longer than a restart may be late, so that what was due meanwhile is too late. */
const BLACK_OUT_MS = (LATEST_MINUTES + 1) * 60_000;
const TELL_EVERY_MS = 20_000;
const LAST_WORDS_MS = 1_500;

/** Runs people, bots and their deaths against one sandbox, and answers what they have left. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignOutcome> {
  const startedMs = performance.now();
  const origin = new Date();
  const clock = createScaledClock(options.speed, origin);
  const folder = await mkdtemp(join(tmpdir(), "ngrok-crash-"));
  const sandbox = await startSandbox({
    clock,
    ngrokLimits: { perMinute: 6000, simultaneous: 60 },
    callsKept: 1e7,
    guests,
  });
  sandbox.slack.person("olga").invite("#random");
  const database = await options.openDatabase(folder);
  const { plan } = options;
  const lives = startLives({
    entry: fileURLToPath(new URL("../bot.ts", import.meta.url)),
    environment: environmentOf(sandbox, database, options, origin),
    processes: options.processes,
    clock,
    plan,
    random: options.random,
    folder,
  });
  const blackOuts = { wanted: options.encore ? 1 : 0 };
  const stopWatching = wakeInTheWait(sandbox.ngrok.calls, () => {
    if (blackOuts.wanted === 0) return lives.waitBegins(10_000 / options.speed);
    blackOuts.wanted -= 1;
    lives.blackOut(BLACK_OUT_MS / options.speed);
  });
  const deps = peopleOf(sandbox, clock, () => performance.now() - startedMs > options.limitMs);
  const stopTelling = everyMs(TELL_EVERY_MS, () =>
    options.print(
      `${deps.ledger.submits.length} submits, ${lives.killed} kills, ${plan.spared().length} points to come`,
    ),
  );
  await play(deps, options, blackOuts);
  stopTelling();
  stopWatching();
  lives.settle();
  sandbox.slack.faults.clear();
  sandbox.ngrok.faults.clear();
  options.print(
    `people are done after ${seconds(startedMs)} s and ${lives.killed} kills; waiting for the rest`,
  );
  await settle(database, options.settleLimitMs);
  await sleep(LAST_WORDS_MS);
  await lives.stop();
  const clockErrorMs = database.clockErrorMs * options.speed;
  const evidence = { ...gatherEvidence(deps, lives), record: await database.read(), clockErrorMs };
  await sandbox.stop();
  return {
    evidence,
    plan,
    lives,
    folder,
    databaseUrl: database.url,
    tookMs: performance.now() - startedMs,
    discard: async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The script, and more of its kind as long as nobody has died at some point that was met. */
async function play(
  deps: ErrandDeps,
  options: CampaignOptions,
  blackOuts: { wanted: number },
): Promise<void> {
  const { plan, print, encore } = options;
  const perform = (errands: readonly Errand[]) =>
    inParallel(errands, options.atOnce, (errand) => attempt(deps, errand, print));
  await perform(options.errands);
  for (let round = 1; encore && round <= MOST_ENCORES && plan.spared().length > 0; round += 1) {
    print(`nobody has died yet at ${plan.spared().length} points, so people go on`);
    blackOuts.wanted = 1;
    await perform(encore(round));
  }
}

function environmentOf(
  sandbox: Sandbox,
  database: CampaignDatabase,
  { speed }: CampaignOptions,
  origin: Date,
): Record<string, string> {
  return {
    ...sandbox.environment(),
    SANDBOX_SPEED: String(speed),
    SANDBOX_ORIGIN_MS: String(origin.getTime()),
    NODE_COMPILE_CACHE: join(tmpdir(), "ngrok-crash-compiled"),
    DATABASE_URL: database.url,
    OPERATORS: idsOf(sandbox, [...askers, ...approvers]),
    APPROVERS: idsOf(sandbox, approvers),
    APPROVAL_PING: idsOf(sandbox, ["ada", "ben"]),
    ANNOUNCE_CHANNEL: sandbox.slack.channels.announce?.id ?? "",
    APPROVAL_REQUIRED: "session-update,ingress-edit,ingress-delete",
    APPROVAL_EXPIRES_MINUTES: "10",
    RESTART_WAIT_SECONDS: "10",
    RESTART_LATEST_MINUTES: String(LATEST_MINUTES),
    RECONNECT_TIMEOUT_SECONDS: "60",
    NGROK_REQUESTS_PER_MINUTE: "6000",
    LOG_LEVEL: "info",
  };
}

function idsOf({ slack }: Sandbox, names: readonly PersonName[]): string {
  return names.map((name) => slack.person(name).id).join(",");
}

function peopleOf(sandbox: Sandbox, clock: Clock, isOver: () => boolean): ErrandDeps {
  const ledger = createLedger();
  const patience = createPatience(isOver);
  const desk = createDesk({ slack: sandbox.slack, clock, ledger, patience });
  return { sandbox, clock, board: createBoard(sandbox.slack), desk, ledger, patience };
}

async function attempt(deps: ErrandDeps, errand: Errand, print: (line: string) => void): Promise<void> {
  if (deps.patience.isOver()) {
    deps.ledger.abandoned.push({ token: errand.token, why: "the time was over" });
    return;
  }
  try {
    await runErrand(deps, errand);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    deps.ledger.abandoned.push({ token: errand.token, why });
    print(`errand ${errand.token} broke off: ${why}`);
  }
}

async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items].reverse();
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function everyMs(ms: number, tell: () => void): () => void {
  const timer = setInterval(tell, ms);
  return () => clearInterval(timer);
}

async function settle(database: CampaignDatabase, limitMs: number): Promise<void> {
  const untilMs = performance.now() + limitMs;
  while (performance.now() < untilMs) {
    if ((await database.unsettled()) === 0) return;
    await sleep(500);
  }
}

function seconds(sinceMs: number): number {
  return Math.round((performance.now() - sinceMs) / 1000);
}
