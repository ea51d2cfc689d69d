import { Client } from "pg";
import { type Clock, sleep, systemClock } from "../../clock.ts";
import type { ClockSample } from "../database-clock.ts";
import type { PostgresAddress } from "./address.ts";
import { lockKeyOf, PROCESS_LOCKS } from "./advisory-locks.ts";
import { clientConfig } from "./connections.ts";
import { explain } from "./explain.ts";

export const CHANGES = "ngrok_chatops_changes";

const GOODBYE_MS = 1000;
// A host that lost its power says no goodbye; by itself the server would take two hours to notice.
const NOTICE_SOON =
  "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3";

/** One connection that is its owner's sign of life, for as long as it lasts. */
export interface Session {
  /** Aborted once the connection is lost. */
  lost: AbortSignal;
  look(): Promise<Look>;
  /** Frees what these owners hold, but for those who are back. */
  free(owners: readonly string[]): Promise<void>;
  end(): Promise<void>;
}

export interface Look {
  time: ClockSample;
  /** Who holds something, and shows no sign of life. */
  absent: string[];
}

/**
 * Connects, takes the owner's lock, and listens: `heard` is called for each change that another process tells of.
 * The database's time is held against `worldClock`, which runs as fast as the world does.
 * @throws StoreUnavailableError or StoreError, with nothing left open
 */
export async function openSession(
  address: PostgresAddress,
  owner: string,
  heard: () => void,
  worldClock: Clock,
): Promise<Session> {
  const client = new Client(clientConfig(address));
  const lost = new AbortController();
  client.on("error", () => lost.abort());
  client.on("end", () => lost.abort());
  client.on("notification", ({ payload }) => {
    if (payload !== owner) heard();
  });
  try {
    await client.connect();
    await client.query(NOTICE_SOON);
    // Shared, so that a session of this owner whose end the server has not noticed yet is in nobody's way.
    await client.query("select pg_advisory_lock_shared($1, $2)", [PROCESS_LOCKS, lockKeyOf(owner).key]);
    await client.query(`listen ${CHANGES}`);
  } catch (error) {
    await end(client);
    throw explain(error, address);
  }
  const explained = (error: unknown) => {
    throw explain(error, address);
  };
  return {
    lost: lost.signal,
    look: () => lookWith(client, worldClock).catch(explained),
    free: (owners) => freeWith(client, owners).catch(explained),
    end: () => end(client),
  };
}

const PRESENT = `select objid from pg_locks where locktype = 'advisory' and classid = $1 and objsubid = 2 and granted
  and database = (select oid from pg_database where datname = current_database())`;

const LOOK = `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms,
  array(select lease_owner from operations where lease_owner is not null
    union select publish_owner from operations where publish_owner is not null) as holders,
  array(${PRESENT})::text[] as present`;

async function lookWith(client: Client, worldClock: Clock): Promise<Look> {
  const sentAtMs = worldClock.now().getTime();
  const sentMs = worldClock.monotonicMs();
  const { rows } = await client.query<{ now_ms: number; holders: string[]; present: string[] }>(LOOK, [
    PROCESS_LOCKS,
  ]);
  const roundTripMs = worldClock.monotonicMs() - sentMs;
  const { now_ms = 0, holders = [], present = [] } = rows[0] ?? {};
  return {
    time: { offsetMs: now_ms - (sentAtMs + roundTripMs / 2), roundTripMs },
    absent: holders.filter((holder) => !present.includes(lockKeyOf(holder).shownAs)),
  };
}

async function freeWith(client: Client, owners: readonly string[]): Promise<void> {
  for (const one of owners) {
    for (const role of ["lease", "publish"] as const) await client.query(freeing(role), freedBy(one));
  }
}

/** What somebody else has locked just now is left to the next look. */
function freeing(role: "lease" | "publish"): string {
  return `update operations set ${role}_owner = null, ${role}_until = null where id in (
    select id from operations where ${role}_owner = $2 for update skip locked)
    and not exists (${PRESENT} and objid::text = $3)`;
}

function freedBy(owner: string): [number, string, string] {
  return [PROCESS_LOCKS, owner, lockKeyOf(owner).shownAs];
}

/** With a question unanswered, pg cuts the connection; else it says goodbye, which a hung server need not hear. */
async function end(client: Client): Promise<void> {
  const done = new AbortController();
  await Promise.race([client.end().catch(() => {}), sleep(systemClock, GOODBYE_MS, done.signal)]);
  done.abort();
}
