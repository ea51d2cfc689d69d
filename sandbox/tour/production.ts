import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScaledClock, sleep } from "../../src/clock.ts";
import { type BotProcess, createBotProcess } from "../bot-process.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import type { Written } from "../secrets/find-leaks.ts";
import { type Cast, createCast } from "./cast.ts";
import { addExtraAgents } from "./extra-agents.ts";
import { gatherWritten } from "./gather-written.ts";
import type { Stage } from "./stage.ts";

/** A sandbox with the real bot in front of it, and everything that a chapter needs. */
export interface Production {
  readonly sandbox: Sandbox;
  readonly bot: BotProcess;
  readonly cast: Cast;
  readonly stage: Stage;
  /** The clock that the sandbox and the bot share. */
  now(): Date;
  /** Resolves when that clock has come to `at`. */
  untilTime(at: Date): Promise<void>;
  /** `seconds` of that clock, as milliseconds of real time. */
  realMs(seconds: number): number;
  /** Log lines at level error that the step now begun, and those after it, provoke. */
  expectError(pattern: RegExp): void;
  /** Level error lines that no step has announced. */
  unexpectedErrors(): string[];
  /** Another bot in front of the same sandbox; only one may run at a time. */
  otherBot(environment: Record<string, string>): BotProcess;
  /** All that the bots have written so far: their output, to Slack and ngrok, their records and what these export. */
  written(): Promise<Written[]>;
  /** Scenes whose outcome takes long: begun now, looked at in the last chapter. */
  readonly later: (() => Promise<void>)[];
}

export interface Running extends Production {
  /** Ends the bots and the sandbox. May run twice. */
  end(): Promise<void>;
}

export async function startProduction(
  stage: Stage,
  options: { speed: number; entry: string; environment: Record<string, string> },
): Promise<Running> {
  const { speed, entry } = options;
  const origin = new Date();
  const clock = createScaledClock(speed, origin);
  // People here are faster than the clock: what they ask within its minute is worth many minutes.
  const ngrokLimits = speed > 1 ? { perMinute: 6000 } : {};
  const sandbox = await startSandbox({ clock, ngrokLimits });
  if (speed > 1) addExtraAgents(sandbox.ngrok);
  const folder = await mkdtemp(join(tmpdir(), "ngrok-tour-"));
  const bots: BotProcess[] = [];
  const announced: { pattern: RegExp; from: number }[] = [];
  const errors = () => bots.flatMap((one) => one.errors());

  const makeBot = (environment: Record<string, string>) => {
    const bot = createBotProcess(entry, {
      SANDBOX_SPEED: String(speed),
      SANDBOX_ORIGIN_MS: String(origin.getTime()),
      ...sandbox.environment(),
      DATABASE_URL: `file:${join(folder, `bot-${bots.length}.db`)}`,
      LOG_LEVEL: "trace",
      ...environment,
    });
    bots.push(bot);
    return bot;
  };
  const bot = makeBot(options.environment);
  return {
    sandbox,
    bot,
    stage,
    cast: createCast(sandbox),
    now: () => clock.now(),
    untilTime: (at) => sleep(clock, at.getTime() - clock.now().getTime()),
    realMs: (seconds) => (seconds * 1000) / speed,
    expectError: (pattern) => announced.push({ pattern, from: errors().length }),
    unexpectedErrors: () =>
      errors().filter(
        (line, index) => !announced.some(({ pattern, from }) => index >= from && pattern.test(line)),
      ),
    otherBot: makeBot,
    written: () => gatherWritten({ sandbox, bots, folder }),
    later: [],
    end: async () => {
      await Promise.all(bots.map((one) => one.end("SIGTERM")));
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
