import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface MeasuredProcess {
  pid: number;
  /** From its start until it said that it is ready. */
  readyMs: number;
  /** Everything that it has written on its standard output. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/**
 * Starts `entry` as a process of Node with nothing but this environment and PATH, and waits until it is ready: until
 * it writes a line of which `isReady` is true. @throws Error with what it wrote where it ends before or takes a minute
 */
export async function startMeasured(
  entry: string,
  environment: Record<string, string>,
  options: { isReady?: (line: string) => boolean; nodeArguments?: readonly string[]; cwd?: string } = {},
): Promise<MeasuredProcess> {
  const { isReady = saysReady, nodeArguments = [], cwd } = options;
  const lines: string[] = [];
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...nodeArguments, entry], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
    cwd,
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    const limit = setTimeout(() => child.kill("SIGKILL"), STOP_LIMIT_MS);
    child.kill("SIGTERM");
    await ended;
    clearTimeout(limit);
  };
  try {
    const readyMs = await new Promise<number>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${entry} ${why}:\n${lines.slice(-20).join("\n")}`));
      const limit = setTimeout(() => fail("was not ready within a minute"), READY_LIMIT_MS);
      child.once("error", reject);
      child.once("exit", () => {
        clearTimeout(limit);
        fail("ended");
      });
      createInterface({ input: child.stdout }).on("line", (line) => {
        lines.push(line);
        if (!isReady(line)) return;
        clearTimeout(limit);
        resolve(performance.now() - startedMs);
      });
    });
    return { pid: child.pid ?? 0, readyMs, lines, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function saysReady(line: string): boolean {
  return line.includes('"msg":"ready"');
}
