import type { Logger } from "pino";
import { type Clock, isDoneWithin } from "../clock.ts";
import type { Freshness } from "../operations/fleet.ts";
import type { FleetWatch } from "../operations/fleet-watch.ts";
import type { HomeViewerStore } from "../store/store.ts";
import { createHomeEasel, type EaselDeps, type HomeEasel } from "./home-easel.ts";
import { createHomeRoster } from "./home-roster.ts";
import { createLookLoop } from "./look-loop.ts";
import { createPacedTask } from "./paced-task.ts";

const LOOK_INTERVAL_MS = 10_000;
/** ngrok is asked this often, while somebody opened Home within the last minutes. */
const NGROK_INTERVAL_MS = 60_000;
// Whatever ends and whoever presses Refresh: the limit is for what people ask for, and for changes under way.
const NGROK_PACE_MS = 10_000;
const EAGER_MS = 10 * 60_000;
const STOP_LIMIT_MS = 1_000;

/** What a person did on Home. */
export interface HomeOpened {
  /** Of the view that Slack showed then; null where it showed none, or that is not known. */
  hash?: string | null;
  /** What is said under the buttons, in mrkdwn. */
  note?: string | null;
  /** Whether ngrok is asked however lately it was. */
  isFresh?: boolean;
}

export interface HomeKeeper {
  start(): void;
  /** Draws nothing more, and leaves those for whom it drew to other processes. Takes 1 s, or `limitMs`, at most. */
  stop(limitMs: number): Promise<void>;
  /** Something was recorded, or shown. */
  wake(): void;
  /** Draws at once what is known, and again when ngrok has answered. */
  opened(userId: string, how?: HomeOpened): void;
}

export interface HomeKeeperDeps extends Pick<EaselDeps, "draw" | "slack"> {
  viewers: HomeViewerStore;
  watch: FleetWatch;
  clock: Clock;
  logger: Logger;
  /** Names this process. */
  owner: string;
}

/** Keeps Home true for those who opened it lately. While there is nobody, nothing is drawn, and ngrok is not asked. */
export function createHomeKeeper(deps: HomeKeeperDeps): HomeKeeper {
  const { clock, logger } = deps;
  const stopping = new AbortController();
  const roster = createHomeRoster(deps);
  const easels = new Map<string, HomeEasel>();
  const wantAll = () => {
    for (const easel of easels.values()) easel.want();
  };
  const ngrok = createNgrokLooks({ ...deps, stopping: stopping.signal, looked: wantAll });
  const easelDeps: EaselDeps = {
    ...deps,
    stopping: stopping.signal,
    pause: { untilMs: Number.NEGATIVE_INFINITY },
    drawn: ({ atWork }) => ngrok.working(atWork),
    overtaken: () => loop.wake(),
  };
  const easelOf = (userId: string) => {
    const easel = easels.get(userId) ?? createHomeEasel(easelDeps, userId);
    easels.set(userId, easel);
    return easel;
  };

  const look = async () => {
    const viewers = await roster.read();
    const kept = new Set(viewers.map(({ userId }) => userId));
    const isNew = [...kept].some((userId) => !easels.has(userId));
    for (const userId of kept) easelOf(userId);
    for (const [userId, easel] of easels) {
      if (kept.has(userId)) continue;
      easel.takeDown();
      easels.delete(userId);
    }
    const openedAt = viewers[0]?.openedAt.getTime() ?? Number.NEGATIVE_INFINITY;
    const isEager = clock.now().getTime() - openedAt < EAGER_MS;
    if (isNew || (isEager && ngrok.isDue())) ngrok.ask("listing");
    // What nobody tells of: an approval that expired, a card that another process posted, a new role.
    wantAll();
  };
  const loop = createLookLoop({
    clock,
    intervalMs: LOOK_INTERVAL_MS,
    look,
    failed: (error) => {
      logger.warn({ err: error }, "Who has Home open could not be read or recorded");
      wantAll();
    },
  });

  return {
    start: loop.start,
    stop: async (limitMs) => {
      stopping.abort();
      const ended = [loop.stop(), ngrok.ended(), ...[...easels.values()].map((one) => one.ended())];
      const limit = Math.min(limitMs, STOP_LIMIT_MS) / 2;
      await isDoneWithin(clock, limit, Promise.all(ended));
      await isDoneWithin(clock, limit, roster.leave()).catch((error: unknown) => {
        logger.warn({ err: error }, "Who has Home open could not be left to others");
      });
    },
    wake: wantAll,
    opened: (userId, { hash = null, note = null, isFresh = false } = {}) => {
      if (stopping.signal.aborted) return;
      roster.opened(userId);
      easelOf(userId).opened({ hash, note });
      ngrok.ask(isFresh ? "decision" : "listing");
      loop.wake();
    },
  };
}

/** Looks at ngrok that nobody waits for; `looked` is told of each that has ended. */
function createNgrokLooks(deps: {
  watch: FleetWatch;
  clock: Clock;
  stopping: AbortSignal;
  looked: () => void;
}) {
  const { watch, clock, stopping, looked } = deps;
  let askedMs = Number.NEGATIVE_INFINITY;
  let wanted: Freshness = "listing";
  let atWork: readonly string[] = [];

  const looking = createPacedTask({
    clock,
    over: stopping,
    paceMs: NGROK_PACE_MS,
    task: async () => {
      const freshness = wanted;
      wanted = "listing";
      askedMs = clock.monotonicMs();
      await watch.look(freshness, stopping);
      looked();
      return null;
    },
  });
  const ask = (freshness: Freshness) => {
    if (freshness === "decision") wanted = freshness;
    looking.want();
  };
  return {
    ask,
    isDue: () => clock.monotonicMs() - askedMs >= NGROK_INTERVAL_MS,
    /** What is at work now; where something has ended, sessions or ingresses may be others. */
    working: (now: readonly string[]) => {
      const hasEnded = atWork.some((id) => !now.includes(id));
      atWork = now;
      if (hasEnded) ask("decision");
    },
    ended: looking.ended,
  };
}
