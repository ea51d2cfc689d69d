import { type Clock, sleep } from "../clock.ts";

/** How long to wait before the next try: as long as this at first, then twice as long each time. */
export interface Waits {
  firstMs: number;
  longestMs: number;
}

// What passes by itself: Slack is away, or has a fault of its own.
export const passingWaits: Waits = { firstMs: 500, longestMs: 10_000 };
// What lasts until a person has done something. Slack limits how often a socket may be asked for.
export const lastingWaits: Waits = { firstMs: 30_000, longestMs: 5 * 60_000 };
// Slack may greet a socket and send it away in the next instant.
const SETTLED_AFTER_MS = 30_000;

/** What keeps sockets from standing, and which: so that each is told once, however many it meets, and however often. */
export function createTroubles() {
  const met = new Map<string, Set<number>>();
  return {
    /** Answers whether nobody was told of it yet. */
    begin(trouble: string, socket: number): boolean {
      const sockets = met.get(trouble);
      sockets?.add(socket);
      if (!sockets) met.set(trouble, new Set([socket]));
      return !sockets;
    },

    /** Answers those that no socket has any more. */
    end(socket: number): string[] {
      for (const sockets of met.values()) sockets.delete(socket);
      const over = [...met].filter(([, sockets]) => sockets.size === 0).map(([trouble]) => trouble);
      for (const trouble of over) met.delete(trouble);
      return over;
    },
  };
}

/** When one socket may be asked for. */
export function createSocketPace(deps: {
  clock: Clock;
  /** Its number. */
  socket: number;
  troubles: ReturnType<typeof createTroubles>;
  /** Told once the socket has stood for a while, of what no socket meets any more. */
  onOver: (troubles: string[]) => void;
}) {
  const { clock, socket, troubles } = deps;
  let pauseMs = 0;
  let notBeforeMs = Number.NEGATIVE_INFINITY;
  let unsettle = () => {};

  return {
    /** Puts the next try off. Answers whether this trouble is to be told. */
    failed(trouble: string, { firstMs, longestMs }: Waits): boolean {
      pauseMs = Math.min(Math.max(pauseMs * 2, firstMs), longestMs);
      notBeforeMs = clock.monotonicMs() + pauseMs;
      return troubles.begin(trouble, socket);
    },

    /** Resolves when it may be asked for, or `signal` is aborted. */
    async turn(signal: AbortSignal): Promise<void> {
      const leftMs = notBeforeMs - clock.monotonicMs();
      if (leftMs > 0) await sleep(clock, leftMs, signal);
    },

    stands(): void {
      unsettle();
      unsettle = clock.setTimer(() => {
        pauseMs = 0;
        deps.onOver(troubles.end(socket));
      }, SETTLED_AFTER_MS);
    },

    closed(): void {
      unsettle();
    },
  };
}

export type SocketPace = ReturnType<typeof createSocketPace>;
