import type { Clock } from "../../src/clock.ts";
import type { BotProcess, BotProcessOptions } from "../bot-process.ts";
import type { BotEnd, BotEntry } from "./entries.ts";
import { Refusal } from "./refusal.ts";

const LAST_WORDS = 20;

export interface BotControl {
  state(): Pick<BotEntry, "state" | "since" | "stopping" | "end">;
  /**
   * Resolves once the bot is ready; rejects when it ends before, with its last words.
   * @throws Refusal, at once, while there is one
   */
  start(): Promise<void>;
  /** Without a chance to tidy up. Resolves once it has ended. @throws Refusal when there is none */
  kill(): Promise<void>;
  /** As a service manager would. Resolves once it has ended. @throws Refusal when there is none */
  stop(): Promise<void>;
  /** Without waiting for anything. */
  killAtOnce(): void;
}

/** The bot's process, to be ended and started again by whoever watches. Its state is that of the process itself. */
export function createBotControl({
  clock,
  create,
  cleaned,
}: {
  clock: Clock;
  /** Takes its secrets out of a line that people read. */
  cleaned: (line: string) => string;
  create: (options: Required<Pick<BotProcessOptions, "ready" | "ended">>) => BotProcess;
}): BotControl {
  let state: BotEntry["state"] = "ended";
  let since = clock.now();
  let end: BotEnd | null = null;
  /** By which a person here has asked for its end. */
  let asked: "SIGTERM" | "SIGKILL" | null = null;
  const become = (next: BotEntry["state"]) => {
    state = next;
    since = clock.now();
  };
  const bot = create({
    ready: () => become("running"),
    ended: (how) => {
      const words = /^\d+$/.test(how) ? `The bot ended with exit code ${how}.` : `The bot ended with ${how}.`;
      end = { words, asked: asked !== null, lines: bot.lines.slice(-LAST_WORDS).map(cleaned) };
      asked = null;
      become("ended");
    },
  });
  const finish = async (signal: "SIGTERM" | "SIGKILL") => {
    if (!bot.running) throw new Refusal(409, "The bot is not running.");
    asked = signal;
    await bot.end(signal);
  };
  return {
    state: () => ({ state, since: since.toISOString(), stopping: asked !== null, end }),
    start: () => {
      if (state !== "ended" || bot.running) throw new Refusal(409, "The bot is running already.");
      end = null;
      become("starting");
      return bot.start();
    },
    kill: () => finish("SIGKILL"),
    stop: () => finish("SIGTERM"),
    killAtOnce: () => bot.killAtOnce(),
  };
}
