import { Client } from "pg";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { ClockSample } from "../database-clock.ts";
import { placeOf, postgresAddress } from "./address.ts";
import { PROCESS_LOCKS } from "./advisory-locks.ts";
import { clientConfig } from "./connections.ts";
import { explain } from "./explain.ts";

export interface ServerFindings {
  kind: "postgres";
  /** For messages: no password is in it. */
  place: string;
  /** 150004 for 15.4. */
  versionNumber: number;
  /** 0 where no bot has made its tables yet. */
  schema: number;
  isStandby: boolean;
  /** Something stands between, and hands connections around. */
  isPooled: boolean;
  /** Whether the bot's user may make tables there. */
  mayCreate: boolean;
  connectionsLeft: number;
  /** Processes of the bot that are alive. */
  bots: number;
  /** How far the database's clock is ahead of this machine's. */
  time: ClockSample;
}

const findingsSchema = z.object({
  version_number: z.int(),
  has_schema: z.boolean(),
  is_standby: z.boolean(),
  backend: z.int(),
  may_create: z.boolean(),
  connections_left: z.int(),
  bots: z.int(),
  now_ms: z.number(),
});

// An ordinary user sees no `backend_type` but of his own; the server's own workers have no `datid`.
const FINDINGS = `select current_setting('server_version_num')::int as version_number,
  to_regclass('schema_versions') is not null as has_schema,
  pg_is_in_recovery() as is_standby,
  pg_backend_pid() as backend,
  coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_create,
  (current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - (select count(*) from pg_stat_activity
      where backend_type = 'client backend' or (backend_type is null and datid is not null)))::int as connections_left,
  (select count(distinct objid) from pg_locks where locktype = 'advisory' and classid = $1 and objsubid = 2
    and granted and database = (select oid from pg_database where datname = current_database()))::int as bots,
  (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`;

/**
 * Asks over one connection that may not write, and takes no lock.
 * @throws StoreError in words when the server cannot be asked
 */
export async function inspectServer(databaseUrl: string, clock: Clock): Promise<ServerFindings> {
  const address = postgresAddress(databaseUrl);
  const client = new Client({
    ...clientConfig(address),
    application_name: "ngrok-chatops doctor",
    options: "-c default_transaction_read_only=on",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const sentAtMs = clock.wallMs();
    const { rows } = await client.query(FINDINGS, [PROCESS_LOCKS]);
    const roundTripMs = clock.wallMs() - sentAtMs;
    const row = findingsSchema.parse(rows[0]);
    return {
      kind: "postgres",
      place: placeOf(address),
      versionNumber: row.version_number,
      schema: row.has_schema ? await schemaOf(client) : 0,
      isStandby: row.is_standby,
      // A pooler tells its clients a number of its own making.
      isPooled: "processID" in client && client.processID !== row.backend,
      mayCreate: row.may_create,
      connectionsLeft: row.connections_left,
      bots: row.bots,
      time: { offsetMs: row.now_ms - (sentAtMs + roundTripMs / 2), roundTripMs },
    };
  } catch (error) {
    throw explain(error, address);
  } finally {
    await client.end().catch(() => {});
  }
}

async function schemaOf(client: Client): Promise<number> {
  const { rows } = await client.query(
    "select coalesce(max(version), 0)::int as version from schema_versions",
  );
  return z.object({ version: z.int() }).parse(rows[0]).version;
}
