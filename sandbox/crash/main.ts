import { readFile, writeFile } from "node:fs/promises";
import { runCampaign } from "./campaign.ts";
import { checkAll } from "./checks/all-checks.ts";
import { type CampaignDatabase, createPostgresDatabase, openSqliteFile } from "./database.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { withFigures } from "./guarantees-page.ts";
import { type Options, parseOptions, type RunKind, USAGE } from "./options.ts";
import { reportLines } from "./report.ts";

const AT_ONCE = 60;
/** From so many operations on, a named point at which nobody died makes a campaign incomplete. */
const FULL_CAMPAIGN = 300;
const SETTLE_LIMIT_MS = 120_000;

const print = (line: string) => void process.stdout.write(`${line}\n`);

function readOptions(): Options | null {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    print(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return null;
  }
}

async function opened(kind: RunKind["database"], folder: string): Promise<CampaignDatabase> {
  if (kind === "sqlite") return openSqliteFile(folder);
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error("TEST_DATABASE_URL must name a PostgreSQL server on which databases may be created");
  return createPostgresDatabase(url);
}

/** One run with one database; false where something must not be as it is. */
async function run(options: Options, kind: RunKind): Promise<{ figures: Figures; isSound: boolean }> {
  const { operations, seed, speed, minutes } = options;
  const outcome = await runCampaign({
    operations,
    seed,
    speed,
    processes: kind.processes,
    untilCovered: operations >= FULL_CAMPAIGN,
    atOnce: AT_ONCE,
    limitMs: minutes * 60_000,
    settleLimitMs: SETTLE_LIMIT_MS,
    openDatabase: (folder) => opened(kind.database, folder),
    print,
  });
  const violations = checkAll(outcome.evidence);
  const figures = figuresOf(outcome, violations, { ...kind, seed, speed });
  for (const line of reportLines(outcome, figures, violations)) print(line);
  const isCovered = operations < FULL_CAMPAIGN || outcome.plan.spared().length === 0;
  const isSound = violations.length === 0 && isCovered;
  if (isSound) await outcome.discard();
  return { figures, isSound };
}

async function writeDocs(results: readonly Figures[]): Promise<void> {
  const file = (path: string) => new URL(`../../docs/${path}`, import.meta.url);
  await writeFile(file("campaign.json"), `${JSON.stringify(results, null, 2)}\n`);
  const page = await readFile(file("guarantees.md"), "utf8");
  await writeFile(file("guarantees.md"), withFigures(page, results));
}

async function main(options: Options): Promise<boolean> {
  const results: Figures[] = [];
  let isSound = true;
  for (const kind of options.runs) {
    print(
      `\n${kind.database} × ${kind.processes}, ${options.operations} operations, seed ${options.seed}: the same people and the same deaths come from the same seed; when the processes get to them does not.`,
    );
    const result = await run(options, kind);
    results.push(result.figures);
    isSound &&= result.isSound;
  }
  if (options.writeDocs) await writeDocs(results);
  if (options.reportFile) await writeFile(options.reportFile, `${JSON.stringify(results, null, 2)}\n`);
  return isSound;
}

const options = readOptions();
const isSound = options !== null && (await main(options));
process.exit(isSound ? 0 : 1);
