import type { Random } from "../errands/random.ts";
import type { Arming } from "./points.ts";

/** How one life of a process is to end. */
export interface Fate {
  arming: Arming;
  /** Whether it dies at points that come in the order of their turn. */
  isHunted: boolean;
  /** Real time, from the start of the process or from when it is ready; null: not by the clock. */
  killAfterMs: number | null;
  countsFromReady: boolean;
  /** Killed from outside once an update waits for its restart. */
  inTheWait: boolean;
}

export const RANDOM_TIME = "at a random time";
export const IN_THE_WAIT = "in the wait";

export interface KillPlan {
  /**
   * The next life's end. `hunt`: also at a point; `spare`: not at a point, as others are hunted already; `settle`:
   * only at a point that has killed nobody yet.
   */
  next(how: "hunt" | "spare" | "settle"): Fate;
  met(point: string): void;
  killed(point: string): void;
  /** All points that any life has met, and how often one died there. */
  killsByPoint(): Record<string, number>;
  /** Points that were met and killed nobody. */
  spared(): string[];
}

const KINDS = { hunt: 50, "random-time": 30, "in-the-wait": 20 };
/** As long as there are points at which nobody died yet. */
const KINDS_AT_FIRST = { hunt: 80, "random-time": 12, "in-the-wait": 8 };
/** Only the first lives meet the migrations. */
const FIRST_DEATHS = 8;
/** So few that are left are rare: every life must be ready for them. */
const LAST_POINTS = 10;
const LONGEST_LIFE_MS = 5_000;

/** Whoever is least killed at is hunted first, so that every point has its turn. */
export function createKillPlan(random: Random): KillPlan {
  const kills = new Map<string, number>();
  let deaths = 0;
  const spared = () => [...kills].filter(([, count]) => count === 0).map(([point]) => point);

  const hunt = (settling: boolean): Fate => {
    const least = Math.min(...kills.values());
    // A point that no life has met yet kills at once.
    const points = Object.fromEntries(
      [...kills].map(([point, count]) => {
        const isHunted = settling ? count === 0 : count === least;
        const nth = count === 0 ? 1 : random.between(1, 4);
        return [point, isHunted ? nth : 0];
      }),
    );
    return {
      arming: { points, others: 1 },
      isHunted: !settling,
      killAfterMs: settling ? null : random.between(LONGEST_LIFE_MS / 2, LONGEST_LIFE_MS),
      countsFromReady: true,
      inTheWait: false,
    };
  };
  const never: Arming = { points: {}, others: null };

  return {
    next: (how) => {
      if (how === "settle") return hunt(true);
      const left = spared().length;
      if (deaths < FIRST_DEATHS || (left > 0 && left <= LAST_POINTS)) return hunt(false);
      const kinds = left > 0 ? KINDS_AT_FIRST : KINDS;
      const kind = random.weighted(how === "spare" ? { ...kinds, hunt: 0 } : kinds);
      if (kind === "hunt") return hunt(false);
      const inTheWait = kind === "in-the-wait";
      const killAfterMs = inTheWait ? LONGEST_LIFE_MS : random.between(200, LONGEST_LIFE_MS);
      // Most lives last a while; some end before the process is ready.
      const countsFromReady = inTheWait || random.next() < 0.8;
      return { arming: never, isHunted: false, killAfterMs, countsFromReady, inTheWait };
    },
    met: (point) => {
      if (!kills.has(point)) kills.set(point, 0);
    },
    killed: (point) => {
      deaths += 1;
      kills.set(point, (kills.get(point) ?? 0) + 1);
    },
    killsByPoint: () => Object.fromEntries([...kills].toSorted(([one], [other]) => one.localeCompare(other))),
    spared,
  };
}
