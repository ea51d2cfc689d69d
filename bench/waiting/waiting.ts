import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { type Bench, defineBenchmark } from "../benchmark.ts";
import { botEntry } from "../bot-entry.ts";
import { inTurn } from "../in-turn.ts";
import { startMeasured } from "../measured-process.ts";
import { busyMs, residentBytes } from "../process-usage.ts";
import { median, quantile, rounded } from "../statistics.ts";
import { measureFallDue } from "./fall-due.ts";
import { prepareWaiting } from "./waiting-database.ts";
import { type Row, type WaitingFigures, waitingSection } from "./waiting-section.ts";

const COUNTS = { full: [0, 100, 1_000, 10_000], small: [0, 100] };
const SETTLE_MS = 3_000;
const STRETCH_MS = { full: 20_000, small: 2_000 };
const FALL_DUE = { full: 1_000, small: 16 };
const HOUR_MS = 3_600_000;

type One = Omit<Row, "waiting">;

export const waiting = defineBenchmark<WaitingFigures>({
  name: "waiting",
  measure: async (bench) => {
    const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
    try {
      const rows = await measureIdle(bench, folder);
      const due = await measureDue(bench, folder);
      return { stretchSeconds: STRETCH_MS[bench.size] / 1000, rows, due };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  section: waitingSection,
});

async function measureIdle({ size, runs, print }: Bench, folder: string): Promise<Row[]> {
  const counts = COUNTS[size];
  const databaseOf = (count: number) => join(folder, `${count}.db`);
  for (const count of counts) {
    await prepareWaiting(databaseOf(count), count, new Date(Date.now() + 2 * HOUR_MS));
  }
  const empty = statSync(databaseOf(0)).size;
  const sandbox = await startSandbox({ clock: systemClock });
  try {
    const results = await inTurn(counts, runs, async (count, run) => {
      const file = join(folder, "bot.db");
      copyFileSync(databaseOf(count), file);
      const environment = { ...sandbox.environment(), DATABASE_URL: `file:${file}` };
      const bytes = count === 0 ? 0 : (statSync(file).size - empty) / count;
      const one = { ...(await measureOne(environment, STRETCH_MS[size])), bytes };
      print(JSON.stringify({ run, waiting: count, ...one }));
      return one;
    });
    return [...results].map(rowOf);
  } finally {
    await sandbox.stop();
  }
}

/** One real bot process, from its start to the end of an idle stretch. */
async function measureOne(
  environment: Record<string, string>,
  stretchMs: number,
): Promise<Omit<One, "bytes">> {
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
    bytes: Math.round(median(all.map(({ bytes }) => bytes))),
  };
}

async function measureDue({ size, runs, print }: Bench, folder: string): Promise<WaitingFigures["due"]> {
  const count = FALL_DUE[size];
  const all: { medianMs: number; lastMs: number }[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const delaysMs = await measureFallDue(count, join(folder, `due-${run}.db`));
    const one = { medianMs: median(delaysMs), lastMs: quantile(delaysMs, 1) };
    print(JSON.stringify({ run, fallDue: count, ...one }));
    all.push(one);
  }
  return {
    count,
    medianMs: median(all.map(({ medianMs }) => medianMs)),
    lastMs: median(all.map(({ lastMs }) => lastMs)),
  };
}
