import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What one run of the doctor has said. */
export interface Examination {
  out: string;
  code: number;
  /** The names of the checks with this word before them. */
  named(word: "ok" | "warning" | "FAILED" | "not checked"): string[];
}

/** Runs `src/doctor-main.ts` as a process of its own, or `command` where given. */
export async function examine(
  env: Record<string, string>,
  command: readonly string[] = [process.execPath, "src/doctor-main.ts"],
): Promise<Examination> {
  const [program = "", ...rest] = command;
  const child = spawn(program, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const [out, problems, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  if (out === "") throw new Error(problems);
  const lines = out.split("\n").map((line) => /^(ok|warning|FAILED|not checked) {2,}(.*?) {2,}/.exec(line));
  return {
    out,
    code,
    named: (word) => lines.flatMap((line) => (line?.[1] === word ? [line[2] ?? ""] : [])),
  };
}
