import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Clock } from "../../src/clock.ts";
import type { Moment } from "./evidence.ts";
import { IN_THE_WAIT, type KillPlan, RANDOM_TIME } from "./kill-plan.ts";
import type { Random } from "./random.ts";

const END_LIMIT_MS = 20_000;

export interface Lives {
  /** How many processes were started, and were killed. */
  readonly started: number;
  readonly killed: number;
  /** When processes began, and where they died. */
  readonly moments: readonly Moment[];
  /** Ends that nobody has brought about, each with the last words. */
  readonly unexpectedEnds: readonly string[];
  /** What was logged as an error, and how often. */
  readonly errors: ReadonlyMap<string, number>;
  /** An update waits for its restart: whoever is to die in the wait dies `withinMs` from now. */
  waitBegins(withinMs: number): void;
  /** From now on only points at which nobody died yet kill. */
  settle(): void;
  /** Ends the processes with SIGTERM. */
  stop(): Promise<void>;
}

export interface LivesDeps {
  entry: string;
  environment: Record<string, string>;
  processes: number;
  clock: Clock;
  plan: KillPlan;
  random: Random;
  /** Logs are written here, one file for each process. */
  folder: string;
}

interface Life {
  child: ChildProcess;
  /** What ended it; null while nobody has. */
  killedAt: string | null;
  isHunted: boolean;
  inTheWait: boolean;
  onReady: () => void;
  timers: NodeJS.Timeout[];
  lastWords: string[];
}

/** Keeps so many processes of the bot alive: each is started again when it has died. */
export function startLives(deps: LivesDeps): Lives {
  const { plan, random } = deps;
  const count = { started: 0, killed: 0 };
  const unexpectedEnds: string[] = [];
  const moments: Moment[] = [];
  const note = (words: string) => moments.push({ at: deps.clock.now(), operationId: null, words });
  const errors = new Map<string, number>();
  const alive = new Set<Life>();
  let phase: "killing" | "settling" | "over" = "killing";

  const kill = (life: Life, at: string) => {
    life.killedAt ??= at;
    life.child.kill("SIGKILL");
  };
  const live = async (life: Life, slot: number, log: WriteStream) => {
    const isOneHunted = [...alive].some(({ isHunted }) => isHunted);
    const fate = plan.next(phase !== "killing" ? "settle" : isOneHunted ? "spare" : "hunt");
    count.started += 1;
    life.inTheWait = fate.inTheWait;
    life.isHunted = fate.isHunted;
    life.child.stdin?.write(`${JSON.stringify(fate.arming)}\n`);
    alive.add(life);
    note(`bot ${slot} begins its life`);
    listen(life, log, { plan, errors });
    const { killAfterMs } = fate;
    if (killAfterMs !== null) {
      const late = () => phase === "killing" && kill(life, RANDOM_TIME);
      const count = () => void life.timers.push(setTimeout(late, killAfterMs));
      if (fate.countsFromReady) life.onReady = count;
      else count();
    }
    const [code, signal] = (await once(life.child, "close")) as [number | null, string | null];
    alive.delete(life);
    for (const timer of life.timers) clearTimeout(timer);
    if (life.killedAt !== null) {
      count.killed += 1;
      plan.killed(life.killedAt);
      note(`bot ${slot} is dead: ${life.killedAt}`);
    } else if (phase !== "over" || code !== 0) {
      unexpectedEnds.push(`a bot ended with ${signal ?? code}:\n${life.lastWords.join("\n")}`);
    }
  };
  const slots = Array.from({ length: deps.processes }, async (_, slot) => {
    const log = createWriteStream(join(deps.folder, `bot-${slot}.log`));
    // The next one is loaded while this one lives, as the clock does not wait for a program to load.
    let next = bear(deps);
    while (phase !== "over") {
      const life = next;
      next = bear(deps);
      await live(life, slot, log);
    }
    next.child.kill("SIGKILL");
    log.end();
  });

  return {
    get started() {
      return count.started;
    },
    get killed() {
      return count.killed;
    },
    moments,
    unexpectedEnds,
    errors,
    waitBegins: (withinMs) => {
      const life = [...alive].find((one) => one.inTheWait);
      if (!life || phase !== "killing") return;
      life.inTheWait = false;
      life.timers.push(setTimeout(() => kill(life, IN_THE_WAIT), random.between(0, withinMs)));
    },
    settle: () => {
      phase = "settling";
    },
    stop: async () => {
      phase = "over";
      for (const life of alive) {
        life.child.kill("SIGTERM");
        life.timers.push(setTimeout(() => life.child.kill("SIGKILL"), END_LIMIT_MS));
      }
      await Promise.all(slots);
    },
  };
}

/** A process that stands by: it starts once it is told where to die. */
function bear({ entry, environment }: LivesDeps): Life {
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

const MOST_LAST_WORDS = 10;

function listen(life: Life, log: WriteStream, to: { plan: KillPlan; errors: Map<string, number> }): void {
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

function hear(
  line: string,
  life: Life,
  { plan, errors }: { plan: KillPlan; errors: Map<string, number> },
): void {
  const said = parse(line);
  if (typeof said.met === "string") plan.met(said.met);
  if (typeof said.killedAt === "string") life.killedAt = said.killedAt;
  if (said.msg === "ready") life.onReady();
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
