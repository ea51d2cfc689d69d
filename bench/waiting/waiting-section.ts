import { goalLines } from "../goal.ts";
import { markdownTable } from "../markdown-table.ts";
import { rounded } from "../statistics.ts";

export interface Row {
  waiting: number;
  readyMs: number;
  residentMib: number;
  /** Of one core, while nothing is due. */
  cpuPercent: number;
  /** Of the database, for each operation. */
  bytes: number;
}

export interface WaitingFigures {
  stretchSeconds: number;
  /** The first has nothing that waits. */
  rows: Row[];
  /** From due to call, where so many fall due in the same instant. */
  due: { count: number; medianMs: number; lastMs: number };
}

const MOST_MIB = 50;
const LONGEST_START_MS = 1_000;
/** A tenth of a percent of one core: two ticks of the kernel's clock in such a stretch. */
const FLAT_PERCENT = 0.1;

export function waitingSection({ stretchSeconds, rows, due }: WaitingFigures): string[] {
  const [none, most] = [rows[0], rows.at(-1)];
  if (!none || !most) return [];
  const moreMib = most.residentMib - none.residentMib;
  const morePercent = rounded(most.cpuPercent - none.cpuPercent);
  const seconds = (ms: number) => (ms / 1000).toFixed(2);
  return [
    ...markdownTable([
      ["operations in their wait", "CPU, of one core", "memory (RSS)", "start to ready", "disk, each"],
      ...rows.map(({ waiting, cpuPercent, residentMib, readyMs, bytes }) => [
        waiting.toLocaleString("en"),
        `${cpuPercent} %`,
        `${residentMib} MiB`,
        `${seconds(readyMs)} s`,
        bytes === 0 ? "" : `${(bytes / 1024).toFixed(1)} KiB`,
      ]),
    ]),
    "",
    `CPU over ${stretchSeconds} s in which nothing is due. When ${due.count.toLocaleString("en")} fall due in the same instant, ngrok has received half of their restarts after ${seconds(due.medianMs)} s, and the last after ${seconds(due.lastMs)} s.`,
    "",
    ...goalLines([
      {
        words: `CPU is flat: ${morePercent} % of a core more with the most than with none`,
        met: morePercent <= FLAT_PERCENT,
      },
      { words: `memory grows by less than ${MOST_MIB} MiB: by ${moreMib}`, met: moreMib < MOST_MIB },
      {
        words: `start within ${LONGEST_START_MS / 1000} s with the most: ${seconds(most.readyMs)} s`,
        met: most.readyMs <= LONGEST_START_MS,
      },
    ]),
  ];
}
