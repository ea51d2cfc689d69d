import { parseArgs } from "node:util";
import { type DatabaseKind, parseDatabaseKind } from "../evidence/database.ts";
import { wholeNumber } from "../evidence/whole-number.ts";

export interface Options {
  /** For so long, in real time, people are at it. */
  minutes: number;
  speed: number;
  seed: number;
  database: DatabaseKind;
  /** Leaves the database and the log behind, also where all went well. */
  keep: boolean;
}

export const USAGE = `npm run soak -- [options]
  --minutes N      for so long people are at it; then everything comes to its end (10)
  --speed N        how much faster than real time the clock goes (6)
  --seed N         what people do, and what goes wrong (1)
  --database KIND  sqlite or postgres (sqlite)
  --keep           leaves the database and the log behind; otherwise only a run that found something does`;

/** @throws Error with words for whoever typed it */
export function parseOptions(args: readonly string[]): Options {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: text, speed: text, seed: text, database: text, keep: { type: "boolean" } },
  });
  return {
    minutes: wholeNumber(values.minutes, "--minutes", 10),
    speed: wholeNumber(values.speed, "--speed", 6),
    seed: wholeNumber(values.seed, "--seed", 1),
    database: parseDatabaseKind(values.database) ?? "sqlite",
    keep: values.keep ?? false,
  };
}
