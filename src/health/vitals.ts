import type { Clock } from "../clock.ts";
import type { StoreTrouble } from "../store/store-error.ts";

export type Loop = "worker" | "publisher";

// The slowest turn, against a PostgreSQL that hangs, waits for some of its limits of 5 s one after the other.
const LONGEST_TURN_MS = 60_000;

const TROUBLES: Record<StoreTrouble, string> = {
  locked: "another program has locked it",
  "read-only": "it cannot be written",
  disk: "its disk is full or broken",
  damaged: "it is damaged",
  unreachable: "it cannot be reached",
  other: "a call failed",
};

/** What tells whether this process works, and whether it can be worked with. */
export function createVitals({ clock, signal }: { clock: Clock; signal: AbortSignal }) {
  const turnedAtMs = new Map<Loop, number>();
  let trouble: StoreTrouble | null = null;
  let writeTrouble: StoreTrouble | null = null;
  let hasDatabase = false;
  let socketsUp = () => 0;
  const databaseTrouble = () => trouble ?? writeTrouble;

  return {
    /** A loop begins its next turn. */
    turned: (loop: Loop) => {
      turnedAtMs.set(loop, clock.monotonicMs());
    },
    databaseFailed: (found: StoreTrouble) => {
      hasDatabase = true;
      if (found === "disk" || found === "read-only") writeTrouble = found;
      else trouble = found;
    },
    /** It has answered to what wrote nothing, as a full disk does too. */
    databaseAnswered: () => {
      hasDatabase = true;
      trouble = null;
    },
    databaseWritten: () => {
      hasDatabase = true;
      trouble = null;
      writeTrouble = null;
    },
    watchSockets: (up: () => number) => {
      socketsUp = up;
    },
    sockets: () => socketsUp(),
    isDatabaseUp: () => hasDatabase && databaseTrouble() === null,
    /** Why this process should be ended and another started. A loop stands still at the stop as it should. */
    illnesses: () => {
      if (signal.aborted) return [];
      return [...turnedAtMs].flatMap(([loop, atMs]) => {
        const standsMs = clock.monotonicMs() - atMs;
        if (standsMs <= LONGEST_TURN_MS) return [];
        return [`the ${loop} has stood still for ${Math.round(standsMs / 1000)} s`];
      });
    },
    /** Why people's clicks are not answered, or not recorded, just now. */
    hindrances: () => {
      const found = databaseTrouble();
      return [
        ...(signal.aborted ? ["it is stopping"] : []),
        ...(socketsUp() === 0 ? ["no socket to Slack is open"] : []),
        ...(hasDatabase ? [] : ["the database is not open yet"]),
        ...(found === null ? [] : [`the database cannot be used: ${TROUBLES[found]}`]),
      ];
    },
  };
}

export type Vitals = ReturnType<typeof createVitals>;
