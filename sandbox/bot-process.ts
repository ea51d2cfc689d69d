import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface BotProcess {
  /** Every line that it has written so far, of all its lives. */
  readonly lines: readonly string[];
  readonly running: boolean;
  /** Resolves once it has logged `ready`. @throws when it ends before that, or is not ready in 20 s */
  start(): Promise<void>;
  /** Resolves once the process has ended. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** What it has logged as `error` or `fatal`. */
  errors(): string[];
}

const START_LIMIT_MS = 20_000;
const END_LIMIT_MS = 8_000;

/** The real bot as a child process; it may be ended and started again, with the same environment. */
export function createBotProcess(entry: string, environment: Record<string, string>): BotProcess {
  const lines: string[] = [];
  let child: ChildProcess | null = null;
  let onLine = (_line: string) => {};

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const born = spawn(process.execPath, [entry], {
        env: { PATH: process.env.PATH ?? "", ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = born;
      const over = (problem: string) => {
        clearTimeout(limit);
        reject(new Error(`${problem} Its last words:\n${lines.slice(-20).join("\n")}`));
      };
      const limit = setTimeout(() => over("The bot was not ready in time."), START_LIMIT_MS);
      onLine = (line) => {
        lines.push(line);
        if (messageOf(line).msg !== "ready") return;
        clearTimeout(limit);
        resolve();
      };
      for (const stream of [born.stdout, born.stderr]) {
        if (stream) createInterface({ input: stream }).on("line", (line) => onLine(line));
      }
      born.once("exit", (code, signal) => {
        if (child === born) child = null;
        over(`The bot ended with ${signal ?? code}.`);
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
      const ended = once(dying, "exit");
      dying.kill(signal);
      const limit = setTimeout(() => dying.kill("SIGKILL"), END_LIMIT_MS);
      await ended;
      clearTimeout(limit);
    },
    errors: () => lines.filter((line) => ["error", "fatal"].includes(String(messageOf(line).level))),
  };
}

function messageOf(line: string): { level?: unknown; msg?: unknown } {
  if (!line.startsWith("{")) return {};
  try {
    return JSON.parse(line) as { level?: unknown; msg?: unknown };
  } catch {
    return {};
  }
}
