import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import { type ClientConfig, Pool, type PoolClient, types } from "pg";
import type { Tables } from "../tables.ts";
import type { PostgresAddress } from "./address.ts";
import { endsConnection, explain } from "./explain.ts";
import { createStatementNames } from "./statement-names.ts";

const INT8 = 20;
const KEEP_ALIVE_AFTER_MS = 10_000;
// Of rows that a frozen process has locked, too.
const IDLE_IN_TRANSACTION_MS = 5000;
const CONNECT_MS = 3000;

/** How long a statement may take: the server ends it first, so that its own words are heard. */
export interface Patience {
  statementMs: number;
  queryMs: number;
}

const everydayPatience: Patience = { statementMs: 4000, queryMs: 5000 };

/** For `pg`: every way in which a call could hang has its limit. */
export function clientConfig(address: PostgresAddress, patience: Patience = everydayPatience): ClientConfig {
  return {
    ...address,
    // Not enumerable there, and hidden here again by pg.
    password: address.password,
    application_name: "ngrok-chatops",
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: patience.statementMs,
    query_timeout: patience.queryMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: { getTypeParser },
  };
}

/** Kysely over a pool of connections, whose errors are words for whoever runs the bot. `destroy` closes them all. */
export function openPool(
  address: PostgresAddress,
  options: { most: number; patience?: Patience; readOnly?: boolean },
): Kysely<Tables> {
  const pool = new Pool({
    ...clientConfig(address, options.patience),
    ...(options.readOnly ? { options: "-c default_transaction_read_only=on" } : {}),
    max: options.most,
  });
  // A connection that breaks while it is idle is gone from the pool already; the next call opens another.
  pool.on("error", () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolFace(pool, address) }) });
}

function poolFace(pool: Pool, address: PostgresAddress): PostgresPool {
  const names = new WeakMap<PoolClient, ReturnType<typeof createStatementNames>>();
  return {
    connect: async () => {
      try {
        const client = await pool.connect();
        const named = names.get(client) ?? createStatementNames();
        names.set(client, named);
        return clientFace(client, named, address);
      } catch (error) {
        throw explain(error, address);
      }
    },
    end: () => pool.end(),
    options: {},
  };
}

/**
 * What broke is not asked again, and never goes back to the pool: after a time limit its answer may still come,
 * and hold up whoever is next.
 */
function clientFace(
  client: PoolClient,
  named: ReturnType<typeof createStatementNames>,
  address: PostgresAddress,
): PostgresPoolClient {
  let broken: unknown = null;
  const breaks = (error: unknown) => {
    broken ??= explain(error, address);
  };
  // The pool listens only while the connection is idle; unheard, an error would end the process.
  client.on("error", breaks);
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (broken) throw broken;
    try {
      // Without parameters pg asks in the simple way, in which PostgreSQL takes no names.
      const statement = parameters.length > 0 ? named(sql) : { text: sql };
      return await client.query({ ...statement, values: [...parameters] });
    } catch (error) {
      if (endsConnection(error)) breaks(error);
      throw explain(error, address);
    }
  };
  return {
    // Kysely's type has cursors as well, which nobody asks this face for.
    query: query as unknown as PostgresPoolClient["query"],
    release: (destroy = false) => {
      client.off("error", breaks);
      client.release(destroy || broken !== null);
    },
  };
}

function getTypeParser(oid: number, format?: "text" | "binary") {
  return oid === INT8 && format !== "binary" ? safeInteger : types.getTypeParser(oid, format);
}

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("An int8 is too large for a number");
  return value;
}
