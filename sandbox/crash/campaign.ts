import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createScaledClock } from "../../src/clock.ts";
import { type FreezeRhythm, startAdmin } from "../errands/admin.ts";
import { attempt } from "../errands/attempt.ts";
import type { Random } from "../errands/random.ts";
import type { ErrandDeps } from "../errands/request-form.ts";
import { guests } from "../errands/roster.ts";
import type { Errand } from "../errands/script.ts";
import { createStaff } from "../errands/staff.ts";
import type { CampaignDatabase } from "../evidence/database.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { gatherEvidence } from "../evidence/gather-evidence.ts";
import { settle } from "../evidence/settle.ts";
import { setStage } from "../evidence/stage.ts";
import type { KillPlan } from "./kill-plan.ts";
import { type Lives, startLives } from "./lives.ts";
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
const rules = {
  NODE_COMPILE_CACHE: join(tmpdir(), "ngrok-crash-compiled"),
  APPROVAL_EXPIRES_MINUTES: "10",
  RESTART_LATEST_MINUTES: String(LATEST_MINUTES),
};
const freezes: FreezeRhythm = {
  betweenMs: { least: 18_000, most: 30_000 },
  lastsMs: { least: 200, most: 700 },
};
const TELL_EVERY_MS = 20_000;
const LAST_WORDS_MS = 1_500;

/** Runs people, bots and their deaths against one sandbox, and answers what they have left. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignOutcome> {
  const startedMs = performance.now();
  const origin = new Date();
  const clock = createScaledClock(options.speed, origin);
  const { sandbox, database, folder, environment, discard } = await setStage({
    ...options,
    name: "ngrok-crash",
    clock,
    origin,
    guests,
  });
  const { plan } = options;
  const lives = startLives({
    entry: fileURLToPath(new URL("../bot.ts", import.meta.url)),
    environment: { ...environment, ...rules },
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
  const deps = createStaff(sandbox, clock, () => performance.now() - startedMs > options.limitMs);
  const stopTelling = everyMs(TELL_EVERY_MS, () =>
    options.print(
      `${deps.ledger.submits.length} submits, ${lives.killed} kills, ${plan.spared().length} points to come`,
    ),
  );
  const admin = startAdmin(deps, options.random.fork(), freezes);
  await play(deps, options, blackOuts);
  stopTelling();
  stopWatching();
  lives.settle();
  sandbox.slack.faults.clear();
  sandbox.ngrok.faults.clear();
  await admin.leave();
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
    discard,
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

function seconds(sinceMs: number): number {
  return Math.round((performance.now() - sinceMs) / 1000);
}
