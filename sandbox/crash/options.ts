import { parseArgs } from "node:util";
import type { DatabaseKind } from "../evidence/database.ts";

export interface RunKind {
  database: DatabaseKind;
  processes: number;
}

export interface Options {
  operations: number;
  seed: number;
  /** People begin nothing new after this long. */
  minutes: number;
  /** Null: as fast as the database bears. */
  speed: number | null;
  runs: RunKind[];
  reportFile: string | null;
  writeDocs: boolean;
  /** Leaves databases and logs behind, also where all went well. */
  keep: boolean;
}

export const USAGE = `npm run crash -- [options]
  --operations N   how many things people ask for (500)
  --seed N         what they ask for, and how processes die (1)
  --database KIND  sqlite or postgres; both unless given: SQLite with one process, PostgreSQL with one and three
  --processes N    with PostgreSQL
  --minutes M      people begin nothing new after this long (15)
  --speed N        how much faster than real time the clock goes (20 with SQLite, 10 with PostgreSQL)
  --report FILE    writes the figures there, as JSON
  --keep           leaves databases and logs behind; otherwise only a run that found something does
  --write-docs     writes the figures into docs/campaign.json and docs/guarantees.md`;

const DEFAULT_RUNS: RunKind[] = [
  { database: "sqlite", processes: 1 },
  { database: "postgres", processes: 1 },
  { database: "postgres", processes: 3 },
];

/** @throws Error with words for whoever typed it */
export function parseOptions(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: text,
      seed: text,
      database: text,
      processes: text,
      minutes: text,
      speed: text,
      report: text,
      "write-docs": { type: "boolean" },
      keep: { type: "boolean" },
    },
  });
  const { database, processes } = values;
  if (database !== undefined && database !== "sqlite" && database !== "postgres") {
    throw new Error("--database must be sqlite or postgres");
  }
  const count = whole(processes, "--processes", 1);
  if (database !== "postgres" && count > 1) throw new Error("--processes above 1 needs --database postgres");
  return {
    operations: whole(values.operations, "--operations", 500),
    seed: whole(values.seed, "--seed", 1),
    minutes: whole(values.minutes, "--minutes", 15),
    speed: values.speed === undefined ? null : whole(values.speed, "--speed", 1),
    runs: database === undefined ? DEFAULT_RUNS : [{ database, processes: count }],
    reportFile: values.report ?? null,
    keep: values.keep ?? false,
    writeDocs: values["write-docs"] ?? false,
  };
}

function whole(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} must be a whole number above 0`);
  return Number(text);
}
