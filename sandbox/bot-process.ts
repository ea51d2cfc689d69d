import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface BotProcess {
  /** Every line that it has written so far, of all its lives; the newest, where only so many are kept. */
  readonly lines: readonly string[];
  readonly running: boolean;
  /** Resolves once it has logged `ready`. @throws when it ends before that, or is not ready in 20 s */
  start(): Promise<void>;
  /** Resolves once the process has ended. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Without waiting for anything. */
  killAtOnce(): void;
  /** What it has logged as `error` or `fatal`. */
  errors(): string[];
}

export interface BotProcessOptions {
  /** For Node itself, before the entry. */
  nodeArguments?: readonly string[];
  linesKept?: number;
  /** Away from the terminal, whose Ctrl+C is then for its parent alone. Its standard input ends with its parent. */
  apart?: boolean;
  said?(line: string): void;
  ready?(): void;
  /** `how`: its exit code, or the signal. */
  ended?(how: string): void;
}

const START_LIMIT_MS = 20_000;
const END_LIMIT_MS = 8_000;

/** The real bot as a child process; it may be ended and started again, with the same environment. */
export function createBotProcess(
  entry: string,
  environment: Record<string, string>,
  options: BotProcessOptions = {},
): BotProcess {
  const lines: string[] = [];
  let child: ChildProcess | null = null;

  const hear = (line: string) => {
    lines.push(line);
    if (options.linesKept !== undefined && lines.length > options.linesKept) lines.shift();
    options.said?.(line);
  };

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const born = spawnBot(entry, environment, options);
      child = born;
      const over = (problem: string) => {
        clearTimeout(limit);
        reject(new Error(`${problem} Its last words:\n${lines.slice(-20).join("\n")}`));
      };
      const limit = setTimeout(() => over("The bot was not ready in time."), START_LIMIT_MS);
      for (const stream of [born.stdout, born.stderr]) {
        if (!stream) continue;
        createInterface({ input: stream }).on("line", (line) => {
          hear(line);
          if (messageOf(line).msg !== "ready") return;
          clearTimeout(limit);
          options.ready?.();
          resolve();
        });
      }
      born.once("error", (error) => over(`The bot could not be started: ${error.message}.`));
      // Only then is all read that it has written.
      born.once("close", (code, signal) => {
        if (child === born) child = null;
        const how = String(signal ?? code);
        over(`The bot ended with ${how}.`);
        options.ended?.(how);
      });
    });

  return {
    lines,
    get running() {
      return child !== null;
    },
    start,
    end: async (signal) => {
      const dying = child;
      if (!dying) return;
      const ended = once(dying, "close");
      dying.kill(signal);
      const limit = setTimeout(() => dying.kill("SIGKILL"), END_LIMIT_MS);
      await ended;
      clearTimeout(limit);
    },
    killAtOnce: () => void child?.kill("SIGKILL"),
    errors: () => lines.filter((line) => ["error", "fatal"].includes(String(messageOf(line).level))),
  };
}

function spawnBot(
  entry: string,
  environment: Record<string, string>,
  { apart = false, nodeArguments = [] }: BotProcessOptions,
): ChildProcess {
  return spawn(process.execPath, [...nodeArguments, entry], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: [apart ? "pipe" : "ignore", "pipe", "pipe"],
    detached: apart,
  });
}

function messageOf(line: string): { level?: unknown; msg?: unknown } {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as { level?: unknown; msg?: unknown };
  } catch {
    return {};
  }
}
