import {
  type CampaignDatabase,
  createPostgresDatabase,
  type DatabaseKind,
  openSqliteFile,
} from "./database.ts";

export interface Program<Options> {
  usage: string;
  /** @throws Error with words for whoever typed it */
  parse(args: readonly string[]): Options;
  databasesOf(options: Options): readonly DatabaseKind[];
  /** False where something must not be as it is. */
  run(options: Options, tools: Tools): Promise<boolean>;
}

export interface Tools {
  print(line: string): void;
  /** It is dropped when somebody ends the program meanwhile. */
  openDatabase(kind: DatabaseKind, folder: string): Promise<CampaignDatabase>;
}

/** Runs it with what was typed, and ends the process: with 0 where all was as it must be. */
export async function startProgram<Options>(program: Program<Options>): Promise<never> {
  if (process.argv.includes("--help")) {
    print(program.usage);
    process.exit(0);
  }
  const databases: CampaignDatabase[] = [];
  // The processes of the bot end with this one; a database would stay.
  const abandon = () => {
    const dropped = databases.map((database) => database.drop().catch(() => {}));
    void Promise.all(dropped).finally(() => process.exit(1));
  };
  process.once("SIGINT", abandon);
  process.once("SIGTERM", abandon);
  const serverUrl = process.env.TEST_DATABASE_URL ?? "";
  const openDatabase: Tools["openDatabase"] = async (kind, folder) => {
    const database = kind === "sqlite" ? openSqliteFile(folder) : await createPostgresDatabase(serverUrl);
    databases.push(database);
    return database;
  };
  const options = readOptions(program, serverUrl);
  const isSound = options !== null && (await program.run(options, { print, openDatabase }));
  process.exit(isSound ? 0 : 1);
}

/** Null, and said, where they are none to run with. */
function readOptions<Options>(program: Program<Options>, serverUrl: string): Options | null {
  let options: Options;
  try {
    options = program.parse(process.argv.slice(2));
  } catch (error) {
    print(`${error instanceof Error ? error.message : error}\n\n${program.usage}`);
    return null;
  }
  if (serverUrl !== "" || !program.databasesOf(options).includes("postgres")) return options;
  print("TEST_DATABASE_URL must name a PostgreSQL server on which databases may be created.");
  return null;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
