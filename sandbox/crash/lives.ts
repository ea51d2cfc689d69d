import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../src/clock.ts";
import type { Random } from "../errands/random.ts";
import type { Moment, Refusal } from "../evidence/evidence.ts";
import { IN_THE_WAIT, type KillPlan, RANDOM_TIME } from "./kill-plan.ts";
import { awaitFate, bearLife, type Life, listenTo } from "./life.ts";

const END_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

export interface Lives {
  /** How many processes were started, and were killed. */
  readonly started: number;
  readonly killed: number;
  /** When processes began, and where they died. */
  readonly moments: readonly Moment[];
  /** Ends that nobody has brought about, each with the last words. */
  readonly unexpectedEnds: readonly string[];
  /** What clicks were refused with. */
  readonly refusals: readonly Refusal[];
  /** What was logged as an error, and how often. */
  readonly errors: ReadonlyMap<string, number>;
  /** An update waits for its restart: whoever is to die in the wait dies `withinMs` from now. */
  waitBegins(withinMs: number): void;
  /** All processes die, and for so long nobody begins. */
  blackOut(forMs: number): void;
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

/** Keeps so many processes of the bot alive: each is started again when it has died. */
export function startLives(deps: LivesDeps): Lives {
  const { plan, random } = deps;
  const count = { started: 0, killed: 0 };
  const unexpectedEnds: string[] = [];
  const moments: Moment[] = [];
  const note = (words: string) => moments.push({ at: deps.clock.now(), operationId: null, words });
  const heard = { plan, clock: deps.clock, errors: new Map<string, number>(), refusals: [] as Refusal[] };
  const alive = new Set<Life>();
  let awayUntilMs = 0;
  const isAway = () => performance.now() < awayUntilMs && phase !== "over";
  let phase: "killing" | "settling" | "over" = "killing";

  const kill = (life: Life, at: string) => {
    life.killedAt ??= at;
    life.child.kill("SIGKILL");
  };
  // One of several goes on meanwhile, so that there is something left to die in.
  const huntOrSpare = () => {
    const hunted = [...alive].filter(({ isHunted }) => isHunted).length;
    return hunted < Math.max(1, deps.processes - 1) ? "hunt" : "spare";
  };
  const live = async (life: Life, slot: number, log: WriteStream) => {
    const fate = plan.next(phase === "killing" ? huntOrSpare() : "settle");
    count.started += 1;
    alive.add(life);
    note(`bot ${slot} begins its life`);
    listenTo(life, log, heard);
    awaitFate(life, fate, () => phase === "killing" && kill(life, RANDOM_TIME));
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
  const slots = Array.from({ length: deps.processes }, (_, slot) =>
    keepAlive(deps, slot, { isOver: () => phase === "over", isAway }, live),
  );

  return {
    get started() {
      return count.started;
    },
    get killed() {
      return count.killed;
    },
    moments,
    unexpectedEnds,
    refusals: heard.refusals,
    errors: heard.errors,
    waitBegins: (withinMs) => {
      const life = [...alive].find((one) => one.inTheWait);
      if (!life || phase !== "killing") return;
      life.inTheWait = false;
      life.timers.push(setTimeout(() => kill(life, IN_THE_WAIT), random.between(0, withinMs)));
    },
    blackOut: (forMs) => {
      if (phase !== "killing") return;
      awayUntilMs = performance.now() + forMs;
      for (const life of alive) kill(life, RANDOM_TIME);
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

type Live = (life: Life, slot: number, log: WriteStream) => Promise<void>;

/** One life after the other. The next one is loaded meanwhile, as the clock does not wait for a program to load. */
async function keepAlive(
  deps: LivesDeps,
  slot: number,
  { isOver, isAway }: { isOver: () => boolean; isAway: () => boolean },
  live: Live,
): Promise<void> {
  const log = createWriteStream(join(deps.folder, `bot-${slot}.log`));
  let next = bearLife(deps);
  while (!isOver()) {
    const life = next;
    next = bearLife(deps);
    while (isAway()) await sleep(LOOK_EVERY_MS);
    await live(life, slot, log);
  }
  next.child.kill("SIGKILL");
  log.end();
}
