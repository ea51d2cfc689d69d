import type { Clock } from "../../src/clock.ts";
import type { BotProcess } from "../bot-process.ts";
import type { BotEntry } from "./entries.ts";

export interface BotControl {
  state(): Pick<BotEntry, "state" | "since">;
  /** Resolves once the bot is ready. @throws when it was not, with its last words */
  start(): Promise<void>;
  /** Without a chance to tidy up. */
  kill(): Promise<void>;
}

/** The bot's process, to be ended and started again by whoever watches. */
export function createBotControl({ bot, clock }: { bot: BotProcess; clock: Clock }): BotControl {
  let state: BotEntry["state"] = "ended";
  let since = clock.now();
  const become = (next: BotEntry["state"]) => {
    state = next;
    since = clock.now();
  };
  return {
    state: () => ({ state, since: since.toISOString() }),
    start: async () => {
      if (state !== "ended") return;
      become("starting");
      try {
        await bot.start();
        become("running");
      } catch (error) {
        become("ended");
        throw error;
      }
    },
    kill: async () => {
      await bot.end("SIGKILL");
      become("ended");
    },
  };
}
