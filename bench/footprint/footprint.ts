import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { systemClock } from "../../src/clock.ts";
import { type Bench, defineBenchmark } from "../benchmark.ts";
import { botEntry } from "../bot-entry.ts";
import { goalLines } from "../goal.ts";
import { inTurn } from "../in-turn.ts";
import { markdownTable } from "../markdown-table.ts";
import { startMeasured } from "../measured-process.ts";
import { busyMs, residentBytes } from "../process-usage.ts";
import { median, rounded } from "../statistics.ts";
import { sizeOfBot, sizeOfGettingStarted } from "./installed-size.ts";

interface Footprint {
  readyMs: number;
  residentMib: number;
  /** Of one core, with nobody doing anything. */
  cpuPercent: number;
  installedMib: number;
  packages: number;
}

interface Figures {
  stretchSeconds: number;
  bot: Footprint;
  peer: Footprint;
  /** Of what the bot installs. */
  largest: { name: string; mib: number }[];
}

type Running = Pick<Footprint, "readyMs" | "residentMib" | "cpuPercent">;

const SETTLE_MS = 5_000;
// Of what Bolt does in it a kernel that counts in hundredths of a second sees a few.
const STRETCH_MS = { full: 60_000, small: 2_000 };
/** The bot may take so many times what the peer takes. */
const GOAL = 1.3;
const peerEntry = fileURLToPath(new URL("../peers/getting-started.js", import.meta.url));
const entries = { bot: botEntry, peer: peerEntry };

export const footprint = defineBenchmark<Figures>({
  name: "footprint",
  measure: measureFootprint,
  section: ({ stretchSeconds, bot, peer, largest }) => {
    const rows = measures.map(({ words, unit, of, digits }) => {
      const [own, other] = [of(bot), of(peer)];
      const show = (value: number) => `${value.toFixed(digits)} ${unit}`;
      return { words, cells: [words, show(own), show(other), rounded(own / other, 3)], ratio: own / other };
    });
    return [
      ...markdownTable([
        ["", "this bot", "Bolt's getting-started app", "ratio"],
        ...rows.map(({ cells }) => cells.map(String)),
        ["packages installed", String(bot.packages), String(peer.packages), ""],
      ]),
      "",
      ...goalLines(
        rows.map(({ words, ratio }) => ({ words: `${words} within ${GOAL} of it`, met: ratio <= GOAL })),
      ),
      "",
      `CPU over ${stretchSeconds} s in which nobody does anything. What the bot installs most of: ${largest.map(({ name, mib }) => `${name} (${mib} MiB)`).join(", ")}.`,
    ];
  },
});

const measures = [
  { words: "start to ready", unit: "s", digits: 2, of: ({ readyMs }: Footprint) => readyMs / 1000 },
  { words: "idle memory (RSS)", unit: "MiB", digits: 0, of: ({ residentMib }: Footprint) => residentMib },
  { words: "idle CPU, of one core", unit: "%", digits: 2, of: ({ cpuPercent }: Footprint) => cpuPercent },
  { words: "installed size", unit: "MiB", digits: 1, of: ({ installedMib }: Footprint) => installedMib },
];

async function measureFootprint({ size, runs, print }: Bench): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-footprint-"));
  const sandbox = await startSandbox({ clock: systemClock });
  const environment = { ...sandbox.environment(), DATABASE_URL: `file:${join(folder, "bot.db")}` };
  try {
    // So that both have been started once: what the first start leaves behind is an installation's, not a start's.
    for (const entry of Object.values(entries))
      await (await startMeasured(entry, environment, { isReady })).stop();
    const results = await inTurn(["bot", "peer"] as const, runs, async (who, run) => {
      const running = await measureOne(entries[who], environment, STRETCH_MS[size]);
      print(JSON.stringify({ run, who, ...running }));
      return running;
    });
    const installed = await sizes();
    const of = (who: "bot" | "peer"): Footprint => ({
      ...middle(results.get(who) ?? []),
      installedMib: mebibytes(installed[who].bytes),
      packages: installed[who].packages,
    });
    const largest = installed.bot.largest.map(({ name, bytes }) => ({ name, mib: mebibytes(bytes) }));
    return { stretchSeconds: STRETCH_MS[size] / 1000, bot: of("bot"), peer: of("peer"), largest };
  } finally {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each says so in the words of its own logger. */
function isReady(line: string): boolean {
  return /\bready\b/.test(line);
}

async function measureOne(
  entry: string,
  environment: Record<string, string>,
  stretchMs: number,
): Promise<Running> {
  const started = await startMeasured(entry, environment, { isReady });
  try {
    await delay(SETTLE_MS);
    const [cpuMs, atMs] = [busyMs(started.pid), performance.now()];
    await delay(stretchMs);
    const cpuPercent = ((busyMs(started.pid) - cpuMs) / (performance.now() - atMs)) * 100;
    return { readyMs: started.readyMs, residentMib: residentBytes(started.pid) / 1024 ** 2, cpuPercent };
  } finally {
    await started.stop();
  }
}

function middle(all: readonly Running[]): Running {
  return {
    readyMs: Math.round(median(all.map(({ readyMs }) => readyMs))),
    residentMib: rounded(median(all.map(({ residentMib }) => residentMib)), 3),
    cpuPercent: rounded(median(all.map(({ cpuPercent }) => cpuPercent)), 3),
  };
}

function mebibytes(bytes: number): number {
  return Number((bytes / 1024 ** 2).toFixed(1));
}

async function sizes() {
  const { dependencies } = JSON.parse(readFileSync("bench/package.json", "utf8"));
  return { bot: await sizeOfBot(), peer: await sizeOfGettingStarted(dependencies["@slack/bolt"], peerEntry) };
}
