import { type ChildProcess, spawn } from "node:child_process";
import type { WriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Clock } from "../../src/clock.ts";
import type { Refusal } from "../evidence/evidence.ts";
import { loggedRefusal } from "../evidence/logged-refusal.ts";
import type { Fate, KillPlan } from "./kill-plan.ts";

/** A process of the bot, from its start to its death. */
export interface Life {
  child: ChildProcess;
  /** What ended it; null while nobody has. */
  killedAt: string | null;
  isHunted: boolean;
  inTheWait: boolean;
  onReady: () => void;
  timers: NodeJS.Timeout[];
  lastWords: string[];
}

/** A process that stands by: it starts once it is told where to die. */
export function bearLife({
  entry,
  environment,
}: {
  entry: string;
  environment: Record<string, string>;
}): Life {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env.PATH ?? "", ...environment, SANDBOX_STANDBY: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // One that has died reads nothing any more.
  child.stdin.on("error", () => {});
  return {
    child,
    killedAt: null,
    isHunted: false,
    inTheWait: false,
    onReady: () => {},
    timers: [],
    lastWords: [],
  };
}

/** Starts the process, which dies as its fate says; `late` ends it by the clock. */
export function awaitFate(life: Life, fate: Fate, late: () => void): void {
  const { killAfterMs } = fate;
  life.inTheWait = fate.inTheWait;
  life.isHunted = fate.isHunted;
  life.child.stdin?.write(`${JSON.stringify(fate.arming)}\n`);
  if (killAfterMs === null) return;
  const count = () => void life.timers.push(setTimeout(late, killAfterMs));
  if (fate.countsFromReady) life.onReady = count;
  else count();
}

const MOST_LAST_WORDS = 10;

interface Ears {
  plan: KillPlan;
  errors: Map<string, number>;
  refusals: Refusal[];
  clock: Clock;
}

/** Keeps what the process says, and notes what of it matters. */
export function listenTo(life: Life, log: WriteStream, to: Ears): void {
  for (const stream of [life.child.stdout, life.child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      log.write(`${line}\n`);
      life.lastWords.push(line);
      if (life.lastWords.length > MOST_LAST_WORDS) life.lastWords.shift();
      hear(line, life, to);
    });
  }
}

function hear(line: string, life: Life, { plan, errors, refusals, clock }: Ears): void {
  const said = parse(line);
  if (typeof said.met === "string") plan.met(said.met);
  if (typeof said.killedAt === "string") life.killedAt = said.killedAt;
  if (said.msg === "ready") life.onReady();
  const refusal = loggedRefusal(said, clock.now());
  if (refusal) refusals.push(refusal);
  if (said.level === "error" || said.level === "fatal") {
    const words = String(said.msg);
    errors.set(words, (errors.get(words) ?? 0) + 1);
  }
}

function parse(line: string): Record<string, unknown> {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}
