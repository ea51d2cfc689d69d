import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startSandbox } from "../sandbox/sandbox.ts";
import { systemClock } from "../src/clock.ts";
import { prepareWaiting } from "./waiting-database.ts";
import { writeSection } from "./write-section.ts";

const COUNTS = [0, 10_000] as const;
const RUNS = 5;
const SETTLE_MS = 3_000;
const STRETCH_MS = 20_000;
const TICK_MS = 10;
const HOUR_MS = 3_600_000;

interface Run {
  readyMs: number;
  rssMb: number;
  /** Of one core, while nothing is due. */
  cpuPercent: number;
}

const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
const sandbox = await startSandbox({ clock: systemClock });
try {
  const runs = new Map<number, Run[]>(COUNTS.map((count) => [count, []]));
  for (const count of COUNTS) {
    await prepareWaiting(join(folder, `${count}.db`), count, new Date(Date.now() + 2 * HOUR_MS));
  }
  // In turns, so that whatever else this machine does meets both.
  for (let run = 1; run <= RUNS; run += 1) {
    for (const count of COUNTS) {
      const measured = await measure(count);
      runs.get(count)?.push(measured);
      process.stdout.write(`${JSON.stringify({ run, count, ...measured })}\n`);
    }
  }
  publish(runs);
} finally {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** One real bot process, from its start to the end of an idle stretch. Reads /proc, so Linux only. */
async function measure(count: number): Promise<Run> {
  const file = join(folder, "bot.db");
  copyFileSync(join(folder, `${count}.db`), file);
  const env = { ...sandbox.environment(), DATABASE_URL: `file:${file}` };
  const startedMs = performance.now();
  const child = spawn(process.execPath, ["src/main.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const pid = child.pid ?? 0;
  try {
    await new Promise<void>((resolve, reject) => {
      let text = "";
      child.once("exit", () => reject(new Error(`The bot ended: ${text}`)));
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.includes('"msg":"ready"')) resolve();
      });
    });
    const readyMs = performance.now() - startedMs;
    await delay(SETTLE_MS);
    const rssMb = residentMb(pid);
    const [cpuMs, atMs] = [busyMs(pid), performance.now()];
    await delay(STRETCH_MS);
    const cpuPercent = ((busyMs(pid) - cpuMs) / (performance.now() - atMs)) * 100;
    return { readyMs, rssMb, cpuPercent };
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  }
}

function residentMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** User and system time, in ticks of 10 ms. */
function busyMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function publish(runs: ReadonlyMap<number, Run[]>): void {
  const rows = [...runs].map(([waiting, all]) => ({
    waiting,
    readyMs: Math.round(median(all.map(({ readyMs }) => readyMs))),
    rssMb: Math.round(median(all.map(({ rssMb }) => rssMb))),
    cpuPercent: Number(median(all.map(({ cpuPercent }) => cpuPercent)).toFixed(2)),
  }));
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version };
  const figures = { runs: RUNS, stretchSeconds: STRETCH_MS / 1000, machine, rows };
  writeFileSync("bench/waiting.json", `${JSON.stringify(figures, null, 2)}\n`);
  writeSection("waiting", [
    "| operations in their wait | CPU, of one core | memory (RSS) | start to `ready` |",
    "|---|---|---|---|",
    ...rows.map(
      ({ waiting, cpuPercent, rssMb, readyMs }) =>
        `| ${waiting.toLocaleString("en")} | ${cpuPercent} % | ${rssMb} MB | ${(readyMs / 1000).toFixed(2)} s |`,
    ),
    "",
    `Medians of ${RUNS} runs on ${machine.cores} cores (${machine.cpu}), Node ${machine.node.slice(1)}; CPU over ${STRETCH_MS / 1000} s in which nothing is due. \`npm run bench:waiting\` writes this, and \`bench/waiting.json\`.`,
  ]);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
