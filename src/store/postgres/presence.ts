import { type Clock, sleep, systemClock } from "../../clock.ts";
import type { ClockSample } from "../database-clock.ts";
import type { StoreLogger } from "../operation-reader.ts";
import type { PostgresAddress } from "./address.ts";
import { openSession, type Session } from "./session.ts";

const LOOK_EVERY_MS = 1000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 2000;
// After an outage the others come back as well, each at its own pace.
const OTHERS_RETURN_MS = 5000;

export interface PresenceDeps {
  address: PostgresAddress;
  owner: string;
  clock: Clock;
  logger: StoreLogger | undefined;
  /** Told what time it is at the database, again and again. */
  measure(sample: ClockSample): void;
}

export interface Presence {
  /** @throws StoreError when the first connection cannot be made; every later one is tried for ever */
  start(): Promise<void>;
  onForeignChange(listener: () => void): void;
  stop(): Promise<void>;
}

/**
 * Shows the other processes that this one lives, hears of what they change, and frees what a process held that is
 * absent at two looks in a row. Who is only cut off loses his leases as well: a lease alone never lets anybody decide.
 */
export function createPresence({ address, owner, clock, logger, measure }: PresenceDeps): Presence {
  const stopping = new AbortController();
  const worldClock = clock.rate === 1 ? clock : systemClock;
  const listeners: (() => void)[] = [];
  let loop: Promise<void> = Promise.resolve();

  const heard = () => {
    for (const listener of listeners) listener();
  };

  async function connect(): Promise<Session> {
    const session = await openSession(address, owner, heard, worldClock);
    try {
      measure((await session.look()).time);
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  async function attend(session: Session, freeFromMs: number): Promise<void> {
    const over = AbortSignal.any([session.lost, stopping.signal]);
    let absentBefore: string[] = [];
    while (!over.aborted) {
      const { time, absent } = await session.look();
      measure(time);
      const dead = absent.filter((one) => one !== owner && absentBefore.includes(one));
      absentBefore = absent;
      if (dead.length > 0 && clock.monotonicMs() >= freeFromMs) {
        await session.free(dead);
        logger?.info({ dead }, "freed what processes held that are gone");
        heard();
      }
      await sleep(clock, LOOK_EVERY_MS, over);
    }
  }

  async function reconnect(): Promise<Session | null> {
    for (let retryMs = FIRST_RETRY_MS; !stopping.signal.aborted; retryMs *= 2) {
      try {
        const session = await connect();
        logger?.info({}, "database is back");
        // What was told meanwhile was told to nobody.
        heard();
        return session;
      } catch (error) {
        logger?.error({ err: error }, "database still out of reach");
        await sleep(clock, Math.min(retryMs, LONGEST_RETRY_MS), stopping.signal);
      }
    }
    return null;
  }

  async function attendUntilLost(session: Session, freeFromMs: number): Promise<void> {
    let cause: unknown;
    await attend(session, freeFromMs).catch((error: unknown) => {
      cause = error;
    });
    if (!stopping.signal.aborted) logger?.error({ err: cause }, "database connection lost");
    await session.end();
  }

  async function run(first: Session): Promise<void> {
    await attendUntilLost(first, clock.monotonicMs());
    for (let session = await reconnect(); session; session = await reconnect()) {
      await attendUntilLost(session, clock.monotonicMs() + OTHERS_RETURN_MS);
    }
  }

  return {
    start: async () => {
      loop = run(await connect());
    },
    onForeignChange: (listener) => listeners.push(listener),
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}
