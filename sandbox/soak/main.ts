import { startProgram, type Tools } from "../evidence/start-program.ts";
import { checkSoak } from "./checks/check-soak.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { runSoak } from "./run-soak.ts";
import { summaryLines } from "./summary.ts";

async function run(options: Options, { print, openDatabase }: Tools): Promise<boolean> {
  const { database, minutes, speed, seed, keep } = options;
  print(`${database}, ${minutes} minutes at ${speed} times the speed, seed ${seed}`);
  const outcome = await runSoak({
    lengthMs: minutes * 60_000,
    speed,
    seed,
    openDatabase: (folder) => openDatabase(database, folder),
    print,
  });
  const violations = checkSoak(outcome.evidence);
  for (const line of summaryLines(outcome, violations, seed)) print(line);
  const isSound = violations.length === 0;
  if (isSound && !keep) await outcome.discard();
  else print(`kept: ${outcome.databaseUrl}, the log in ${outcome.folder}`);
  return isSound;
}

await startProgram({
  usage: USAGE,
  parse: parseOptions,
  databasesOf: ({ database }) => [database],
  run,
});
