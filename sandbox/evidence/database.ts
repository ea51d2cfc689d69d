import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { type BotRecord, eventOf, freezeOf, isUnfinished, operationOf, type Row } from "./record.ts";

export type DatabaseKind = "sqlite" | "postgres";

/** Of an option as it was typed; null where it was not. @throws Error with words for whoever typed it */
export function parseDatabaseKind(text: string | undefined): DatabaseKind | null {
  if (text === undefined) return null;
  if (text !== "sqlite" && text !== "postgres") throw new Error("--database must be sqlite or postgres");
  return text;
}

/** A database of the campaign's own, and a look into it that does not go through the bot. */
export interface CampaignDatabase {
  /** For the bot. */
  readonly url: string;
  /** How far off a process may be that takes the time from this database, in real time. */
  readonly clockErrorMs: number;
  read(): Promise<BotRecord>;
  /** How many operations are not at their end, or are not shown in Slack as they are. */
  unsettled(): Promise<number>;
  /** Removes it, with all that is in it. */
  drop(): Promise<void>;
}

const OPERATIONS = "select * from operations";
const AUDIT = "select * from audit_events";
const FREEZES = "select * from freezes";
const STATES = "select state, version, published_version from operations";

/** Half of a slow round trip to the database. */
const MEASURED_CLOCK_ERROR_MS = 25;

type Select = (statement: string) => Promise<Row[]>;

export function openSqliteFile(folder: string): CampaignDatabase {
  const path = join(folder, "bot.db");
  const select: Select = async (statement) => {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      return database.prepare(statement).all() as Row[];
    } finally {
      database.close();
    }
  };
  return { url: `file:${path}`, clockErrorMs: 0, ...looks(select), drop: async () => {} };
}

/** @throws when the server does not let this user create a database */
export async function createPostgresDatabase(serverUrl: string): Promise<CampaignDatabase> {
  const name = `crash_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 1 });
  // A connection that is lost while nobody uses it is replaced by the next look.
  pool.on("error", () => {});
  const select: Select = async (statement) => (await pool.query(statement)).rows as Row[];
  return {
    url: url.href,
    clockErrorMs: MEASURED_CLOCK_ERROR_MS,
    ...looks(select),
    drop: async () => {
      await pool.end();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function looks(select: Select): Pick<CampaignDatabase, "read" | "unsettled"> {
  return {
    read: async () => ({
      operations: (await select(OPERATIONS)).map(operationOf),
      audit: (await select(AUDIT)).map(eventOf),
      freezes: (await select(FREEZES)).map(freezeOf),
    }),
    unsettled: async () => {
      const rows = await select(STATES);
      return rows.filter(
        ({ state, version, published_version }) =>
          isUnfinished(String(state)) || Number(published_version) < Number(version),
      ).length;
    },
  };
}
