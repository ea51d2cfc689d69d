import { type CampaignDatabase, createPostgresDatabase, openSqliteFile } from "../evidence/database.ts";
import { checkSoak } from "./checks/check-soak.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { runSoak } from "./run-soak.ts";
import { summaryLines } from "./summary.ts";

const SERVER_URL = process.env.TEST_DATABASE_URL ?? "";
const databases: CampaignDatabase[] = [];
const print = (line: string) => void process.stdout.write(`${line}\n`);

function readOptions(): Options | null {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    print(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    return null;
  }
}

async function main(options: Options): Promise<boolean> {
  const { database: kind, minutes, speed, seed, keep } = options;
  if (SERVER_URL === "" && kind === "postgres") {
    print("TEST_DATABASE_URL must name a PostgreSQL server on which databases may be created.");
    return false;
  }
  print(`${kind}, ${minutes} minutes at ${speed} times the speed, seed ${seed}`);
  const outcome = await runSoak({
    lengthMs: minutes * 60_000,
    speed,
    seed,
    openDatabase: async (folder) => {
      const database = kind === "sqlite" ? openSqliteFile(folder) : await createPostgresDatabase(SERVER_URL);
      databases.push(database);
      return database;
    },
    print,
  });
  const violations = checkSoak(outcome.evidence);
  for (const line of summaryLines(outcome, violations, seed)) print(line);
  const isSound = violations.length === 0;
  if (isSound && !keep) await outcome.discard();
  else print(`kept: ${outcome.databaseUrl}, the log in ${outcome.folder}`);
  return isSound;
}

/** The bot ends with this program's terminal; a database would stay. */
function abandon(): void {
  const dropped = databases.map((database) => database.drop().catch(() => {}));
  void Promise.all(dropped).finally(() => process.exit(1));
}

process.once("SIGINT", abandon);
process.once("SIGTERM", abandon);
if (process.argv.includes("--help")) {
  print(USAGE);
  process.exit(0);
}
const options = readOptions();
const isSound = options !== null && (await main(options));
process.exit(isSound ? 0 : 1);
