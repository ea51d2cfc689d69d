import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Database, Tables } from "./tables.ts";

/** The requests of all processes together, in a rolling 60 s. */
export interface RequestWindow {
  /**
   * Counts one request that is sent now, unless the window holds `allowed` already or all are paused; then `waitMs`
   * says when to ask again. A grant may be used for `grantLastsMs` of the clock, then it is void.
   * @throws when the database cannot be asked: whether it was granted is not known, so nothing may be sent
   */
  take(allowed: number): Promise<{ granted: true } | { granted: false; waitMs: number }>;
  /** Nobody is granted anything for `pauseMs`, a minute at most. A shorter pause never ends a longer one. */
  pause(pauseMs: number): Promise<void>;
  /** How many are counted at present; nothing is locked. */
  sent(): Promise<number>;
  grantLastsMs: number;
}

const ID = 1;
const WINDOW_MS = 60_000;
// Of the world's time, as is what processes may disagree by about the database's.
const GRANT_LASTS_MS = 1500;
const CLOCK_DOUBT_MS = 500;
const instantsSchema = z.array(z.int());

/** The window that all processes of the database share, by the clock that they agree upon. */
export function createRequestWindow({ db, shared, clock }: Database): RequestWindow {
  const grantLastsMs = GRANT_LASTS_MS * (clock.rate || 1);
  // A request may reach ngrok this much later than its instant says.
  const heldMs = WINDOW_MS + (GRANT_LASTS_MS + CLOCK_DOUBT_MS) * clock.rate;

  const locked = async (transaction: Transaction<Tables>) => {
    const row = await read(transaction);
    if (row) return row;
    await transaction
      .insertInto("request_window")
      .values({ id: ID, sent: "[]", paused_until: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await read(transaction)) ?? { sent: "[]", paused_until: 0 };
  };

  const read = (transaction: Transaction<Tables>) =>
    transaction
      .selectFrom("request_window")
      .select(["sent", "paused_until"])
      .where("id", "=", ID)
      .$if(shared, (query) => query.forUpdate())
      .executeTakeFirst();

  const takeUnlocked = createUnlockedTake(db, clock);
  return {
    grantLastsMs,
    sent: async () => {
      const row = await db.selectFrom("request_window").selectAll().where("id", "=", ID).executeTakeFirst();
      return row ? held(row, clock.now().getTime(), heldMs).sent.length : 0;
    },
    take: async (allowed) =>
      (await takeUnlocked({ allowed, heldMs })) ??
      db.transaction().execute(async (transaction) => {
        const row = await locked(transaction);
        const { isAhead, sent, pausedUntilMs, waitMs, nowMs } = lookAt(row, clock, { allowed, heldMs });
        if (waitMs > 0) {
          if (isAhead) await write(transaction, { sent: JSON.stringify(sent), paused_until: pausedUntilMs });
          return { granted: false, waitMs };
        }
        await write(transaction, { sent: JSON.stringify([...sent, nowMs]) });
        return { granted: true };
      }),
    pause: (pauseMs) =>
      db.transaction().execute(async (transaction) => {
        const row = await locked(transaction);
        const untilMs = Math.ceil(clock.now().getTime() + Math.min(pauseMs, WINDOW_MS));
        const { pausedUntilMs } = held(row, clock.now().getTime(), heldMs);
        await write(transaction, { paused_until: Math.max(pausedUntilMs, untilMs) });
      }),
  };
}

type Taken = Awaited<ReturnType<RequestWindow["take"]>>;

interface Limit {
  allowed: number;
  heldMs: number;
}

/**
 * Without a lock, and so in one round trip where nobody has asked since this process did, and in three where somebody
 * has; null, and nothing is counted, where somebody else asks at the same instant. Whoever is told to wait needs no
 * lock: nobody else makes the window less full.
 */
function createUnlockedTake(db: Kysely<Tables>, clock: Clock): (limit: Limit) => Promise<Taken | null> {
  // As this process left it. The update holds it against the record.
  let left: WindowRow | null = null;

  const takeFrom = async (row: WindowRow, sent: number[]): Promise<Taken | null> => {
    const next = { sent: JSON.stringify(sent), paused_until: row.paused_until };
    left = null;
    const { numUpdatedRows } = await db
      .updateTable("request_window")
      .set({ sent: next.sent })
      .where("id", "=", ID)
      .where("sent", "=", row.sent)
      .where("paused_until", "=", row.paused_until)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return null;
    left = next;
    return { granted: true };
  };

  return async (limit) => {
    const remembered = left && lookAt(left, clock, limit);
    if (left && remembered && !remembered.isAhead && remembered.waitMs === 0) {
      const taken = await takeFrom(left, [...remembered.sent, remembered.nowMs]);
      if (taken) return taken;
    }
    const row = await db
      .selectFrom("request_window")
      .select(["sent", "paused_until"])
      .where("id", "=", ID)
      .executeTakeFirst();
    if (!row) return null;
    const { isAhead, sent, waitMs, nowMs } = lookAt(row, clock, limit);
    if (isAhead) return null;
    return waitMs > 0 ? { granted: false, waitMs } : takeFrom(row, [...sent, nowMs]);
  };
}

interface WindowRow {
  sent: string;
  paused_until: number;
}

/** `waitMs` is 0 where one more may be sent now. */
function lookAt(row: WindowRow, clock: Clock, { allowed, heldMs }: Limit) {
  const nowMs = clock.now().getTime();
  const seen = held(row, nowMs, heldMs);
  // The one that must leave the window before there is room again.
  const last = seen.sent.at(-allowed);
  const opensAtMs = Math.max(seen.pausedUntilMs, last === undefined ? nowMs : last + heldMs);
  return { ...seen, nowMs, waitMs: Math.max(0, opensAtMs - nowMs) };
}

/** What lies ahead, since the clock was set back, counts from now. `isAhead` where that has to be kept. */
function held(row: WindowRow, nowMs: number, heldMs: number) {
  const instants = instantsSchema.parse(JSON.parse(row.sent));
  const latestPauseMs = nowMs + WINDOW_MS;
  return {
    isAhead: instants.some((atMs) => atMs > nowMs) || row.paused_until > latestPauseMs,
    sent: instants
      .map((atMs) => Math.min(atMs, nowMs))
      .filter((atMs) => nowMs - atMs < heldMs)
      .sort((a, b) => a - b),
    pausedUntilMs: Math.min(row.paused_until, latestPauseMs),
  };
}

async function write(
  transaction: Transaction<Tables>,
  change: { sent?: string; paused_until?: number },
): Promise<void> {
  await transaction.updateTable("request_window").set(change).where("id", "=", ID).execute();
}
