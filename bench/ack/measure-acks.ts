import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSqliteFile } from "../../sandbox/evidence/database.ts";
import { startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { seedFleet } from "../../sandbox/ngrok/seed-fleet.ts";
import { systemClock } from "../../src/clock.ts";
import { botEntry } from "../bot-entry.ts";
import { type MeasuredProcess, startMeasured } from "../measured-process.ts";
import { quantile } from "../statistics.ts";
import { openLoop } from "./open-loop.ts";
import { type SlackWire, startSlackWire } from "./slack-wire.ts";

export const variants = ["floor", "reads", "recorded"] as const;
export type Variant = (typeof variants)[number];

/** What came of so many commands a second. */
export interface Acks {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** By how much the stand-in itself was late with a command, at most. */
  lateMs: number;
}

export interface Run {
  acks: Acks[];
  /** Of what is recorded first: which share wrote, and did not find it done already. Null where nothing is. */
  writtenShare: number | null;
}

export interface Load {
  rates: readonly number[];
  seconds: number;
  warmUpSeconds: number;
}

const WARM_UP_PER_SECOND = 50;
// Of two that come over two sockets at once the second may be first, and find that there is nothing to be done.
const LEAST_WRITTEN = 0.9;
const READS = ["sessions", "help", "open"];
const COMMANDS: Record<Variant, readonly string[]> = {
  floor: READS,
  reads: READS,
  recorded: ["freeze", "unfreeze"],
};
const floorEntry = fileURLToPath(new URL("../peers/bolt-ack.ts", import.meta.url));

/** One process, from its start through all rates. @throws Error where it did not do what it acked */
export async function measureAcks(variant: Variant, load: Load): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
  const wire = await startSlackWire();
  const ngrok = await startNgrokAccount({ clock: systemClock });
  seedFleet(ngrok);
  const database = openSqliteFile(folder);
  try {
    const app = await startMeasured(variant === "floor" ? floorEntry : botEntry, {
      ...wire.environment,
      NGROK_API_KEY: ngrok.apiKey,
      NGROK_API_URL: ngrok.url,
      DATABASE_URL: database.url,
    });
    const commands = sender(wire, COMMANDS[variant]);
    const answered = async () => {
      if (variant !== "floor") await wire.answered(commands.count());
    };
    const acks = await passThrough(load, commands.send, answered).finally(app.stop);
    refuseErrors(app);
    const isRecorded = variant === "recorded";
    return {
      acks,
      writtenShare: isRecorded ? writtenShare((await database.read()).freezes, commands.count()) : null,
    };
  } finally {
    await wire.stop();
    await ngrok.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function passThrough(
  { rates, seconds, warmUpSeconds }: Load,
  send: () => Promise<void>,
  answered: () => Promise<void>,
): Promise<Acks[]> {
  const acks: Acks[] = [];
  await openLoop({ perSecond: WARM_UP_PER_SECOND, seconds: warmUpSeconds }, send);
  for (const perSecond of rates) {
    await answered();
    const { latenciesMs, lateMs } = await openLoop({ perSecond, seconds }, send);
    acks.push({ perSecond, ...summary(latenciesMs), lateMs });
  }
  await answered();
  return acks;
}

function sender(wire: SlackWire, texts: readonly string[]) {
  let count = 0;
  return {
    count: () => count,
    send: () => {
      const text = texts[count % texts.length] ?? "";
      count += 1;
      return wire.command(text);
    },
  };
}

function summary(latenciesMs: readonly number[]) {
  return {
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
    maxMs: Math.max(...latenciesMs),
  };
}

function refuseErrors({ lines }: MeasuredProcess): void {
  const error = lines.find((line) => /"level":"(error|fatal)"/.test(line));
  if (error) throw new Error(`An error was logged: ${error}`);
}

/** A command writes where it begins a freeze or ends one. @throws Error where many did not */
function writtenShare(freezes: readonly { liftedAt: Date | null }[], commands: number): number {
  const written = freezes.length + freezes.filter(({ liftedAt }) => liftedAt !== null).length;
  const share = written / commands;
  if (share < LEAST_WRITTEN) throw new Error(`${written} of ${commands} commands were recorded`);
  return share;
}
