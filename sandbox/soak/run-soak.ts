import { type Clock, createScaledClock } from "../../src/clock.ts";
import { type FreezeRhythm, startAdmin } from "../errands/admin.ts";
import { createRandom, type Random } from "../errands/random.ts";
import type { ErrandDeps } from "../errands/request-form.ts";
import { admin, approvers, askers, guests } from "../errands/roster.ts";
import { type Errand, writeScript } from "../errands/script.ts";
import { createStaff } from "../errands/staff.ts";
import type { CampaignDatabase } from "../evidence/database.ts";
import { gatherEvidence } from "../evidence/gather-evidence.ts";
import { settle } from "../evidence/settle.ts";
import { setStage } from "../evidence/stage.ts";
import type { Sandbox } from "../sandbox.ts";
import type { PersonName } from "../slack/directory.ts";
import { blow, type Span, type Weather } from "./blow.ts";
import { createEnvelopeLog } from "./envelope-log.ts";
import { forALongRun, runErrands } from "./errand-runners.ts";
import { letAllRun } from "./let-run.ts";
import { lookAround, type ReaderTally } from "./readers.ts";
import type { SoakEvidence } from "./soak-evidence.ts";
import { createSoakedBot, type SoakedBot } from "./soaked-bot.ts";
import { watchStalls } from "./stalls.ts";
import { forecast } from "./weather.ts";

export interface SoakOptions {
  lengthMs: number;
  speed: number;
  seed: number;
  openDatabase(folder: string): Promise<CampaignDatabase>;
  print(line: string): void;
}

export interface SoakOutcome {
  evidence: SoakEvidence;
  tallies: readonly ReaderTally[];
  weather: Weather;
  /** The log and, with SQLite, the database. */
  folder: string;
  databaseUrl: string;
  tookMs: number;
  discard(): Promise<void>;
}

/** Errands that are under way at once. */
const AT_ONCE = 16;
const READERS = 8;
/** Short ones, in which people try again, as those in which an admin is not heard last long by themselves. */
const freezes: FreezeRhythm = {
  betweenMs: { least: 15_000, most: 35_000 },
  lastsMs: { least: 700, most: 2_500 },
};
/** More than anybody gets to. */
const MOST_ERRANDS_A_MINUTE = 300;
/** Nobody asks for something new in the last part of it; readers go on. */
const ASKING_SHARE = 0.9;
const SETTLE_LIMIT_MS = 120_000;
const IDLE_LOOKS = 4;
const TELL_EVERY_MS = 30_000;

/** Lets people and weather at one process of the bot, waits for everything to end, and answers what all have seen. */
export async function runSoak(options: SoakOptions): Promise<SoakOutcome> {
  const startedMs = performance.now();
  const origin = new Date();
  const clock = createScaledClock(options.speed, origin);
  const log = createEnvelopeLog(clock);
  const { sandbox, database, folder, environment, discard } = await setStage({
    ...options,
    name: "ngrok-soak",
    clock,
    origin,
    guests: guests + READERS,
    observe: log.observe,
  });
  const bot = createSoakedBot({ ...environment, ...rulesOf(sandbox, environment) }, { folder, clock });
  await bot.process.start();
  const stalls: Span[] = [];
  const stopWatching = watchStalls(clock, stalls);
  const before = await bot.nextVitals(IDLE_LOOKS);
  const begun = bot.vitals.length;
  const { deps, errands, tallies, weather } = await passTheTime(options, sandbox, clock, bot);
  const vitals = bot.vitals.slice(begun);
  options.print(`people are done after ${secondsSince(startedMs)} s; waiting for the rest`);
  await settle(database, SETTLE_LIMIT_MS);
  await letAllRun(deps, errands);
  await settle(database, SETTLE_LIMIT_MS);
  await sandbox.slack
    .waitFor(() => sandbox.slack.scheduled.every(({ over }) => over), "notices", SETTLE_LIMIT_MS)
    .catch(() => {});
  const after = await bot.nextVitals(IDLE_LOOKS);
  stopWatching();
  await bot.stop();
  const clockErrorMs = database.clockErrorMs * options.speed;
  const { moments, slackAway, socketTroubles } = weather;
  const { unexpectedEnds, refusals, slowLookups } = bot;
  const seen = gatherEvidence(deps, { moments, unexpectedEnds, refusals });
  const evidence: SoakEvidence = {
    run: { ...seen, record: await database.read(), clockErrorMs },
    rate: options.speed,
    roles: rolesOf(sandbox),
    envelopes: log.all,
    viewers: log.viewers,
    gaps: log.gaps.slice(0, -1),
    slackCalls: sandbox.slack.calls,
    slowLookups,
    slackAway,
    socketTroubles,
    vitals,
    idle: { before, after },
    errors: bot.errors,
    problems: log.problems,
    stalls: [...stalls, ...bot.stalls],
  };
  await sandbox.stop();
  return {
    evidence,
    tallies,
    weather,
    folder,
    databaseUrl: database.url,
    tookMs: performance.now() - startedMs,
    discard,
  };
}

interface Passed {
  deps: ErrandDeps;
  errands: readonly Errand[];
  tallies: ReaderTally[];
  weather: Weather;
}

/** People and weather, until the time is over. */
async function passTheTime(
  options: SoakOptions,
  sandbox: Sandbox,
  clock: Clock,
  bot: SoakedBot,
): Promise<Passed> {
  const { lengthMs, seed, speed, print } = options;
  const sinceMs = performance.now();
  const isPast = (share: number) => !bot.process.running || performance.now() - sinceMs > lengthMs * share;
  const random = createRandom(seed);
  const deps = createStaff(sandbox, clock, () => isPast(1));
  const weather = blow(forecast(random.fork(), lengthMs * speed), sandbox, clock);
  const stopTelling = everyMs(TELL_EVERY_MS, () => print(progress(deps, bot, secondsSince(sinceMs))));
  const count = Math.ceil((lengthMs / 60_000) * MOST_ERRANDS_A_MINUTE);
  const errands = writeScript(seed, count).map((errand) => forALongRun(errand, random));
  const freezing = startAdmin(deps, random.fork(), freezes);
  const [tallies] = await Promise.all([
    readAll(random, { sandbox, board: deps.board, isOver: () => isPast(1) }),
    runErrands(deps, errands, { atOnce: AT_ONCE, isOver: () => isPast(ASKING_SHARE), print }),
  ]);
  stopTelling();
  weather.clearUp();
  await freezing.leave();
  return { deps, errands, tallies, weather };
}

const readers = Array.from({ length: READERS }, (_, index): PersonName => `guest-${guests + index + 1}`);
const askingReaders = readers.filter((_, index) => index % 2 === 0);

function readAll(random: Random, deps: Parameters<typeof lookAround>[2]): Promise<ReaderTally[]> {
  return Promise.all(readers.map((name) => lookAround(name, random.fork(), deps)));
}

function progress({ ledger }: ErrandDeps, { vitals }: SoakedBot, second: number): string {
  const { heapBytes = 0, rssBytes = 0 } = vitals.at(-1) ?? {};
  const mebibytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  return `${second} s: ${ledger.submits.length} submits, ${ledger.presses.length} clicks on cards; heap ${mebibytes(heapBytes)} MiB, resident ${mebibytes(rssBytes)} MiB`;
}

/** Every second reader may ask for changes, so that forms open. */
function rulesOf({ slack }: Sandbox, { OPERATORS }: Record<string, string>): Record<string, string> {
  const asking = askingReaders.map((name) => slack.person(name).id);
  return {
    OPERATORS: [OPERATORS, ...asking].join(","),
    APPROVAL_EXPIRES_MINUTES: "4",
    RESTART_LATEST_MINUTES: "5",
  };
}

function rolesOf({ slack }: Sandbox): SoakEvidence["roles"] {
  const idsOf = (names: readonly PersonName[]) => names.map((name) => slack.person(name).id);
  return {
    operators: idsOf([...askers, ...approvers, ...askingReaders]),
    approvers: idsOf(approvers),
    admins: idsOf([admin]),
  };
}

function everyMs(ms: number, tell: () => void): () => void {
  const timer = setInterval(tell, ms);
  return () => clearInterval(timer);
}

function secondsSince(ms: number): number {
  return Math.round((performance.now() - ms) / 1000);
}
