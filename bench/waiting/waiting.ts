import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { type Bench, defineBenchmark } from "../benchmark.ts";
import { botEntry } from "../bot-entry.ts";
import { inTurn } from "../in-turn.ts";
import { markdownTable } from "../markdown-table.ts";
import { startMeasured } from "../measured-process.ts";
import { busyMs, residentBytes } from "../process-usage.ts";
import { median, rounded } from "../statistics.ts";
import { prepareWaiting } from "./waiting-database.ts";

interface Row {
  waiting: number;
  readyMs: number;
  residentMib: number;
  /** Of one core, while nothing is due. */
  cpuPercent: number;
}

interface Figures {
  stretchSeconds: number;
  rows: Row[];
}

const COUNTS = { full: [0, 10_000], small: [0, 100] };
const SETTLE_MS = 3_000;
const STRETCH_MS = { full: 20_000, small: 2_000 };
const HOUR_MS = 3_600_000;

export const waiting = defineBenchmark<Figures>({
  name: "waiting",
  measure: measureWaiting,
  section: ({ stretchSeconds, rows }) => [
    ...markdownTable([
      ["operations in their wait", "CPU, of one core", "memory (RSS)", "start to `ready`"],
      ...rows.map(({ waiting, cpuPercent, residentMib, readyMs }) => [
        waiting.toLocaleString("en"),
        `${cpuPercent} %`,
        `${residentMib} MiB`,
        `${(readyMs / 1000).toFixed(2)} s`,
      ]),
    ]),
    "",
    `CPU over ${stretchSeconds} s in which nothing is due.`,
  ],
});

async function measureWaiting({ size, runs, print }: Bench): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
  const sandbox = await startSandbox({ clock: systemClock });
  try {
    const counts = COUNTS[size];
    for (const count of counts) {
      await prepareWaiting(join(folder, `${count}.db`), count, new Date(Date.now() + 2 * HOUR_MS));
    }
    const results = await inTurn(counts, runs, async (count, run) => {
      const file = join(folder, "bot.db");
      copyFileSync(join(folder, `${count}.db`), file);
      const row = await measureOne(
        { ...sandbox.environment(), DATABASE_URL: `file:${file}` },
        STRETCH_MS[size],
      );
      print(JSON.stringify({ run, waiting: count, ...row }));
      return row;
    });
    return { stretchSeconds: STRETCH_MS[size] / 1000, rows: [...results].map(rowOf) };
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type One = Omit<Row, "waiting">;

/** One real bot process, from its start to the end of an idle stretch. */
async function measureOne(environment: Record<string, string>, stretchMs: number): Promise<One> {
  const bot = await startMeasured(botEntry, environment);
  try {
    await delay(SETTLE_MS);
    const residentMib = residentBytes(bot.pid) / 1024 ** 2;
    const [cpuMs, atMs] = [busyMs(bot.pid), performance.now()];
    await delay(stretchMs);
    const cpuPercent = ((busyMs(bot.pid) - cpuMs) / (performance.now() - atMs)) * 100;
    return { readyMs: bot.readyMs, residentMib, cpuPercent };
  } finally {
    await bot.stop();
  }
}

function rowOf([waiting, all]: [number, One[]]): Row {
  return {
    waiting,
    readyMs: Math.round(median(all.map(({ readyMs }) => readyMs))),
    residentMib: Math.round(median(all.map(({ residentMib }) => residentMib))),
    cpuPercent: rounded(median(all.map(({ cpuPercent }) => cpuPercent))),
  };
}
