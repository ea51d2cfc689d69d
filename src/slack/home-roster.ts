import type { Clock } from "../clock.ts";
import type { HomeViewer, HomeViewerStore } from "../store/store.ts";

/** A person who opened Home longer ago is taken to look at something else. */
const WATCHES_MS = 30 * 60_000;
const MOST_VIEWERS = 48;
// As long as nobody draws where a process died: another takes over then.
const DRAWS_FOR_MS = 30_000;
const KEPT_MS = 24 * 60 * 60_000;

/** For whom this process draws. */
export interface HomeRoster {
  opened(userId: string): void;
  /** The latest first. @throws when the record cannot be read or written; what was opened is recorded next time */
  read(): Promise<HomeViewer[]>;
  leave(): Promise<void>;
}

export function createHomeRoster(deps: {
  viewers: HomeViewerStore;
  clock: Clock;
  owner: string;
}): HomeRoster {
  const { viewers, clock, owner } = deps;
  const unrecorded = new Map<string, Date>();
  const before = (ms: number) => new Date(clock.now().getTime() - ms);
  const until = () => new Date(clock.now().getTime() + DRAWS_FOR_MS);

  const record = async () => {
    for (const [userId, openedAt] of [...unrecorded]) {
      await viewers.opened({ userId, openedAt, owner, until: until(), forgetBefore: before(KEPT_MS) });
      if (unrecorded.get(userId) === openedAt) unrecorded.delete(userId);
    }
  };
  return {
    opened: (userId) => {
      unrecorded.set(userId, clock.now());
    },
    read: async () => {
      await record();
      const own = await viewers.claim({
        owner,
        now: clock.now(),
        until: until(),
        openedSince: before(WATCHES_MS),
        limit: MOST_VIEWERS,
      });
      // Whoever opened it during that look is not in the record yet.
      const newer = [...unrecorded].map(([userId, openedAt]) => ({ userId, openedAt }));
      return [...newer, ...own.filter(({ userId }) => !unrecorded.has(userId))];
    },
    leave: () => viewers.letGo(owner),
  };
}
