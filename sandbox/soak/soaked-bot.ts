import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Clock } from "../../src/clock.ts";
import { type BotProcess, createBotProcess } from "../bot-process.ts";
import type { Refusal } from "../evidence/evidence.ts";
import { loggedRefusal } from "../evidence/logged-refusal.ts";
import type { Span } from "./blow.ts";
import { type LoggedError, loggedError } from "./logged-error.ts";
import { starvation } from "./stalls.ts";
import type { Vitals } from "./vitals.ts";
import type { SlowLookup } from "./watch-lookups.ts";

export interface SoakedBot {
  process: BotProcess;
  readonly vitals: readonly Vitals[];
  /** So many looks at it from now on; fewer where it ends before. */
  nextVitals(count: number): Promise<Vitals[]>;
  /** What it logged as `error` or `fatal`. */
  readonly errors: readonly LoggedError[];
  /** What it logged that clicks and commands were refused with. */
  readonly refusals: readonly Refusal[];
  readonly slowLookups: readonly SlowLookup[];
  /** When the machine kept it from going on. */
  readonly stalls: readonly Span[];
  /** How it ended before anybody told it to, each with its last words. */
  readonly unexpectedEnds: readonly string[];
  /** @throws nothing: an end that is not clean is among the unexpected ones */
  stop(): Promise<void>;
}

const LINES_KEPT = 20;
const LOOK_EVERY_MS = 1_000;

/** The real bot as one process that tells how it is; its log is in `folder`. */
export function createSoakedBot(
  environment: Record<string, string>,
  { folder, clock }: { folder: string; clock: Clock },
): SoakedBot {
  const log = createWriteStream(join(folder, "bot.log"));
  const vitals: Vitals[] = [];
  const errors: LoggedError[] = [];
  const refusals: Refusal[] = [];
  const slowLookups: SlowLookup[] = [];
  const stalls: Span[] = [];
  const unexpectedEnds: string[] = [];
  let isTold = false;
  const hear = (line: string) => {
    const said = parse(line);
    log.write(`${line}\n`);
    if (said.vitals) {
      vitals.push(said.vitals);
      const stall = starvation(said.vitals, LOOK_EVERY_MS, clock);
      if (stall) stalls.push(stall);
    }
    if (said.slowLookup) slowLookups.push(said.slowLookup);
    const refusal = loggedRefusal(said, clock.now());
    if (refusal) refusals.push(refusal);
    if (said.level !== "error" && said.level !== "fatal") return;
    errors.push(loggedError(said, clock.now()));
  };
  const bot = createBotProcess(
    fileURLToPath(new URL("../bot.ts", import.meta.url)),
    { ...environment, SANDBOX_VITALS_MS: String(LOOK_EVERY_MS) },
    {
      nodeArguments: ["--expose-gc"],
      linesKept: LINES_KEPT,
      said: hear,
      ended: (how) => {
        if (!isTold || how !== "0")
          unexpectedEnds.push(`the bot ended with ${how}:\n${bot.lines.join("\n")}`);
      },
    },
  );
  return {
    process: bot,
    vitals,
    nextVitals: async (count) => {
      const from = vitals.length;
      while (bot.running && vitals.length < from + count) await sleep(LOOK_EVERY_MS / 4);
      return vitals.slice(from);
    },
    errors,
    refusals,
    slowLookups,
    stalls,
    unexpectedEnds,
    stop: async () => {
      isTold = true;
      await bot.end("SIGTERM");
      log.end();
    },
  };
}

interface Said extends Record<string, unknown> {
  level?: unknown;
  vitals?: Vitals;
  slowLookup?: SlowLookup;
}

function parse(line: string): Said {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as Said;
  } catch {
    return {};
  }
}
