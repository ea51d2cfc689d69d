import { type Bench, defineBenchmark } from "../benchmark.ts";
import { type Goal, goalLines } from "../goal.ts";
import { inTurn } from "../in-turn.ts";
import { markdownTable } from "../markdown-table.ts";
import { median, rounded } from "../statistics.ts";
import { type Acks, type Load, measureAcks, type Variant, variants } from "./measure-acks.ts";

interface Row extends Acks {
  variant: Variant;
}

interface Figures {
  seconds: number;
  warmUpSeconds: number;
  rows: Row[];
  /** Of those that are recorded first, in the run with the fewest. */
  writtenShare: number;
}

const LOADS: Record<Bench["size"], Load> = {
  full: { rates: [1, 50, 200], seconds: 30, warmUpSeconds: 4 },
  small: { rates: [1, 50], seconds: 1, warmUpSeconds: 1 },
};
const READS_SHARE = 1.5;
const RECORDED_MORE_MS = 10;
/** Slack's own. */
const LIMIT_MS = 3_000;

const NAMES: Record<Variant, string> = {
  floor: "a Bolt app that does nothing else",
  reads: "the bot, to read",
  recorded: "the bot, recorded first",
};

export const ack = defineBenchmark<Figures>({
  name: "ack",
  measure: measureAll,
  section: ({ seconds, warmUpSeconds, rows, writtenShare }) => [
    ...markdownTable([
      ["commands a second", "acked by", "p50", "p99", "longest of all runs"],
      ...rows.map((row) => [
        String(row.perSecond),
        NAMES[row.variant],
        `${rounded(row.p50Ms)} ms`,
        `${rounded(row.p99Ms)} ms`,
        `${rounded(row.maxMs)} ms`,
      ]),
    ]),
    "",
    ...goalLines(goalsOf(rows)),
    "",
    `Each rate for ${seconds} s, after ${warmUpSeconds} s of commands that do not count; the p99 of fewer than 100 commands is the longest of them. The stand-in was late itself by ${rounded(Math.max(...rows.map(({ lateMs }) => lateMs)))} ms at most, which counts. ${writtenWords(writtenShare)}`,
  ],
});

async function measureAll({ size, runs, print }: Bench): Promise<Figures> {
  const load = LOADS[size];
  const results = await inTurn(variants, runs, async (variant, run) => {
    const measured = await measureAcks(variant, load);
    for (const one of measured.acks) print(JSON.stringify({ run, variant, ...one }));
    return measured;
  });
  const rows = load.rates.flatMap((perSecond) =>
    [...results].map(([variant, all]) => ({
      variant,
      ...overRuns(all.map(({ acks }) => ofRate(acks, perSecond))),
    })),
  );
  const shares = (results.get("recorded") ?? []).map(({ writtenShare }) => writtenShare ?? 0);
  const { seconds, warmUpSeconds } = load;
  return { seconds, warmUpSeconds, rows, writtenShare: Math.min(...shares) };
}

function writtenWords(share: number): string {
  if (share === 1) return "All that is recorded first wrote.";
  return `Of what is recorded first ${Math.floor(share * 1000) / 10} % wrote at least; the others came over two sockets at once, and found it done.`;
}

function ofRate(acks: readonly Acks[], perSecond: number): Acks {
  const found = acks.find((one) => one.perSecond === perSecond);
  if (!found) throw new Error(`Nothing was measured at ${perSecond} a second`);
  return found;
}

function overRuns(all: readonly Acks[]): Acks {
  return {
    perSecond: all[0]?.perSecond ?? 0,
    p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
    maxMs: Math.max(...all.map(({ maxMs }) => maxMs)),
    lateMs: Math.max(...all.map(({ lateMs }) => lateMs)),
  };
}

function goalsOf(rows: readonly Row[]): Goal[] {
  const atRates = (holds: (p99Ms: Record<Variant, number>) => boolean) =>
    [...Map.groupBy(rows, ({ perSecond }) => perSecond).values()].every((ofRate) => {
      const p99Ms = (variant: Variant) => ofRate.find((row) => row.variant === variant)?.p99Ms ?? Number.NaN;
      return holds({ floor: p99Ms("floor"), reads: p99Ms("reads"), recorded: p99Ms("recorded") });
    });
  return [
    {
      words: `what only reads is acked with a p99 of ${READS_SHARE} times that app's at most, at each rate`,
      met: atRates(({ floor, reads }) => reads <= floor * READS_SHARE),
    },
    {
      words: `what is recorded first is acked with a p99 of ${RECORDED_MORE_MS} ms more than that app's at most, at each rate`,
      met: atRates(({ floor, recorded }) => recorded <= floor + RECORDED_MORE_MS),
    },
    {
      words: `no ack takes ${LIMIT_MS / 1000} s`,
      met: rows.every(({ variant, maxMs }) => variant === "floor" || maxMs < LIMIT_MS),
    },
  ];
}
