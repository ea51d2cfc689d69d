import { parseArgs } from "node:util";
import { type DatabaseKind, parseDatabaseKind } from "../evidence/database.ts";
import { wholeNumber } from "../evidence/whole-number.ts";

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
  const database = parseDatabaseKind(values.database);
  const processes = wholeNumber(values.processes, "--processes", 1);
  if (database !== "postgres" && processes > 1)
    throw new Error("--processes above 1 needs --database postgres");
  return {
    operations: wholeNumber(values.operations, "--operations", 500),
    seed: wholeNumber(values.seed, "--seed", 1),
    minutes: wholeNumber(values.minutes, "--minutes", 15),
    speed: values.speed === undefined ? null : wholeNumber(values.speed, "--speed", 1),
    runs: database === null ? DEFAULT_RUNS : [{ database, processes }],
    reportFile: values.report ?? null,
    keep: values.keep ?? false,
    writeDocs: values["write-docs"] ?? false,
  };
}
