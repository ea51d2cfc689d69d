import type { Clock } from "../clock.ts";

/** Who goes first, first. */
export const priorities = ["person", "background"] as const;
export type Priority = (typeof priorities)[number];

const WINDOW_MS = 60_000;
// The bot's own looks leave one request in five to people, who would else wait for a whole window.
const BACKGROUND_SHARE = 0.8;

/** What this process has sent in a rolling 60 s of its monotonic clock. */
export function createLocalWindow({ clock, perMinute }: { clock: Clock; perMinute: number }) {
  if (!Number.isInteger(perMinute) || perMinute < 1) throw new RangeError("perMinute must be 1 or more");
  const allowed = { person: perMinute, background: Math.ceil(perMinute * BACKGROUND_SHARE) };
  const othersOpenAtMs = { person: Number.NEGATIVE_INFINITY, background: Number.NEGATIVE_INFINITY };
  /** Oldest first. */
  const sentAtMs: number[] = [];
  let pausedUntilMs = Number.NEGATIVE_INFINITY;

  const dropOld = (nowMs: number) => {
    const kept = sentAtMs.findIndex((atMs) => nowMs - atMs < WINDOW_MS);
    if (kept !== 0) sentAtMs.splice(0, kept === -1 ? sentAtMs.length : kept);
  };

  const left = () => {
    const nowMs = clock.monotonicMs();
    dropOld(nowMs);
    return nowMs < pausedUntilMs ? 0 : Math.max(0, perMinute - sentAtMs.length);
  };

  return {
    allowed,
    /** When a request goes that has `ahead` others before it; too early where those ahead are yet to be sent. */
    opensAtMs: (priority: Priority, ahead: number) => {
      const nowMs = clock.monotonicMs();
      dropOld(nowMs);
      const missing = sentAtMs.length + ahead - allowed[priority];
      const freedBy = missing < 0 ? undefined : (sentAtMs[missing] ?? nowMs);
      const here = freedBy === undefined ? nowMs : freedBy + WINDOW_MS;
      return Math.max(nowMs, pausedUntilMs, othersOpenAtMs[priority], here);
    },
    /** How many may be sent just now; none while nobody sends. */
    left,
    isShort: () => {
      const usedUpMs = clock.monotonicMs() - Math.max(othersOpenAtMs.person, othersOpenAtMs.background);
      return left() < perMinute / 2 || usedUpMs < WINDOW_MS;
    },
    /** Others have used up what there is until then. */
    openAt: (priority: Priority, atMs: number) => {
      othersOpenAtMs[priority] = atMs;
    },
    count: () => {
      sentAtMs.push(clock.monotonicMs());
    },
    pause: (pauseMs: number) => {
      pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + pauseMs);
    },
  };
}
