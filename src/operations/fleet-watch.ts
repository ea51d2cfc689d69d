import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import type { CallOptions } from "../ngrok/client.ts";
import { NgrokTimeoutError } from "../ngrok/errors.ts";
import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Fleet, Freshness } from "./fleet.ts";

/** What was seen of a list, and when; after a failure with what was seen before it. */
export type Sight<T> =
  | { state: "reading" }
  | { state: "read"; value: T; at: Date }
  | { state: "failed"; error: unknown; at: Date; last: { value: T; at: Date } | null };

export interface FleetSight {
  sessions: Sight<readonly TunnelSession[]>;
  ingresses: Sight<readonly AgentIngress[]>;
}

/** The account as it was last seen, for those who do not wait for ngrok. */
export interface FleetWatch {
  seen(): FleetSight;
  /** Looks again, as background work, until `signal`; resolves within 30 s, whatever ngrok does. Never rejects. */
  look(freshness: Freshness, signal: AbortSignal): Promise<void>;
}

const LOOK_LIMIT_MS = 30_000;
// What was seen longer ago is not shown while it is read anew.
const WORTH_SHOWING_MS = 10 * 60_000;

export function createFleetWatch(deps: { fleet: Fleet; clock: Clock; logger: Logger }): FleetWatch {
  const { fleet, clock, logger } = deps;
  const failed = (list: string) => (error: unknown) =>
    logger.warn({ err: error, list }, "ngrok could not be looked at");
  const sessions = createEye(clock, fleet.sessions, failed("sessions"));
  const ingresses = createEye(clock, fleet.ingresses, failed("ingresses"));
  return {
    seen: () => ({ sessions: sessions.seen(), ingresses: ingresses.seen() }),
    look: async (freshness, signal) => {
      await Promise.all([sessions.look(freshness, signal), ingresses.look(freshness, signal)]);
    },
  };
}

type Read<T> = (freshness: Freshness, options: CallOptions) => Promise<T[]>;

function createEye<T>(clock: Clock, read: Read<T>, failed: (error: unknown) => void) {
  let sight: Sight<readonly T[]> = { state: "reading" };
  let begun = 0;
  let shown = 0;

  /** What a later look has seen is not replaced by an earlier one. */
  const show = (look: number, seen: Sight<readonly T[]>) => {
    if (look < shown) return;
    shown = look;
    sight = seen;
  };
  const dropOld = () => {
    const at = sight.state === "reading" ? null : sight.at;
    if (at && clock.now().getTime() - at.getTime() > WORTH_SHOWING_MS) sight = { state: "reading" };
  };
  return {
    seen: () => sight,
    look: async (freshness: Freshness, given: AbortSignal) => {
      begun += 1;
      const look = begun;
      dropOld();
      const at = clock.now();
      try {
        const value = await limited(clock, given, (signal) =>
          read(freshness, { priority: "background", signal }),
        );
        show(look, { state: "read", value, at });
      } catch (error) {
        if (given.aborted) return;
        if (sight.state !== "failed") failed(error);
        show(look, { state: "failed", error, at, last: lastOf(sight) });
      }
    },
  };
}

function lastOf<T>(sight: Sight<T>): { value: T; at: Date } | null {
  if (sight.state === "read") return { value: sight.value, at: sight.at };
  return sight.state === "failed" ? sight.last : null;
}

async function limited<T>(
  clock: Clock,
  given: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const cancel = clock.setTimer(() => over.abort(new NgrokTimeoutError(LOOK_LIMIT_MS)), LOOK_LIMIT_MS);
  try {
    return await run(AbortSignal.any([given, over.signal]));
  } finally {
    cancel();
  }
}
