import { readFile, writeFile } from "node:fs/promises";
import { createRandom } from "../errands/random.ts";
import { writeEncore, writeScript } from "../errands/script.ts";
import { checkAll } from "../evidence/checks/all-checks.ts";
import { startProgram, type Tools } from "../evidence/start-program.ts";
import { runCampaign } from "./campaign.ts";
import { type Figures, figuresOf, newestOfEach } from "./figures.ts";
import { withFigures } from "./guarantees-page.ts";
import { createKillPlan } from "./kill-plan.ts";
import { type Options, parseOptions, type RunKind, USAGE } from "./options.ts";
import { reportLines } from "./report.ts";

// Time limits are real on this clock: what takes 20 ms of real time takes 0.4 s of it at twenty times its speed.
const SPEEDS = { sqlite: 20, postgres: 10 };
const AT_ONCE = 60;
/** From so many operations on, a named point at which nobody died makes a campaign incomplete. */
const FULL_CAMPAIGN = 300;
const ENCORE = 40;
const SETTLE_LIMIT_MS = 120_000;

/** One run with one database; false where something must not be as it is. */
async function runOnce(
  options: Options,
  kind: RunKind,
  { print, openDatabase }: Tools,
): Promise<{ figures: Figures; isSound: boolean }> {
  const { operations, seed, minutes } = options;
  const speed = options.speed ?? SPEEDS[kind.database];
  const random = createRandom(seed ^ 0x5eed);
  const isFull = operations >= FULL_CAMPAIGN;
  const encore = (round: number) => writeEncore(seed, ENCORE, operations + (round - 1) * ENCORE);
  const outcome = await runCampaign({
    errands: writeScript(seed, operations),
    encore: isFull ? encore : null,
    plan: createKillPlan(random.fork()),
    random: random.fork(),
    speed,
    processes: kind.processes,
    atOnce: AT_ONCE,
    limitMs: minutes * 60_000,
    settleLimitMs: SETTLE_LIMIT_MS,
    openDatabase: (folder) => openDatabase(kind.database, folder),
    print,
  });
  const violations = checkAll(outcome.evidence);
  const figures = figuresOf(outcome, violations, { ...kind, seed, speed });
  for (const line of reportLines(outcome, figures, violations)) print(line);
  const isCovered = !isFull || outcome.plan.spared().length === 0;
  const isSound = violations.length === 0 && isCovered;
  if (isSound && !options.keep) await outcome.discard();
  else print(`kept: ${outcome.databaseUrl}, logs in ${outcome.folder}`);
  return { figures, isSound };
}

/** Of each kind of run the newest stays. */
async function writeDocs(results: readonly Figures[]): Promise<void> {
  const file = (path: string) => new URL(`../../docs/${path}`, import.meta.url);
  const before = JSON.parse(await readFile(file("campaign.json"), "utf8")) as Figures[];
  const published = newestOfEach(before, results);
  await writeFile(file("campaign.json"), `${JSON.stringify(published, null, 2)}\n`);
  const page = await readFile(file("guarantees.md"), "utf8");
  await writeFile(file("guarantees.md"), withFigures(page, published));
}

async function run(options: Options, tools: Tools): Promise<boolean> {
  const results: Figures[] = [];
  let isSound = true;
  for (const kind of options.runs) {
    tools.print(
      `\n${kind.database} × ${kind.processes}, ${options.operations} operations, seed ${options.seed}: the same people and the same deaths come from the same seed; when the processes get to them does not.`,
    );
    const result = await runOnce(options, kind, tools);
    results.push(result.figures);
    isSound &&= result.isSound;
  }
  if (options.writeDocs) await writeDocs(results);
  if (options.reportFile) await writeFile(options.reportFile, `${JSON.stringify(results, null, 2)}\n`);
  return isSound;
}

await startProgram({
  usage: USAGE,
  parse: parseOptions,
  databasesOf: ({ runs }) => runs.map(({ database }) => database),
  run,
});
