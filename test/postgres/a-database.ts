import { randomBytes } from "node:crypto";
import { Client } from "pg";

export interface TestDatabase {
  url: string;
  name: string;
  /** Asks as somebody who is not the bot. */
  ask<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** The bot's connections, by the server's count. */
  connections(): Promise<number>;
  /** How many of them wait for what another has locked. */
  lockWaits(): Promise<number>;
  /** What a server that shuts down does to all connections. */
  terminateAll(): Promise<void>;
  drop(): Promise<void>;
}

const BOTS = "from pg_stat_activity where datname = $1 and application_name = 'ngrok-chatops'";

/** A new database on the server of TEST_DATABASE_URL, which may be dropped while it is in use. */
export async function createDatabase(): Promise<TestDatabase> {
  const serverUrl = new URL(process.env.TEST_DATABASE_URL ?? "");
  const name = `ngrok_chatops_test_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: serverUrl.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(serverUrl.href);
  url.pathname = `/${name}`;
  const guest = new Client({ connectionString: url.href });
  await guest.connect();
  return {
    url: url.href,
    name,
    ask: async (sql, values = []) => (await guest.query(sql, values)).rows,
    connections: async () => {
      const { rows } = await admin.query(`select count(*)::int as count ${BOTS}`, [name]);
      return rows[0].count;
    },
    lockWaits: async () => {
      const { rows } = await admin.query(
        `select count(*)::int as count ${BOTS} and wait_event_type = 'Lock'`,
        [name],
      );
      return rows[0].count;
    },
    terminateAll: async () => {
      await admin.query(`select pg_terminate_backend(pid) ${BOTS}`, [name]);
    },
    drop: async () => {
      await guest.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
