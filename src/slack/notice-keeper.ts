import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Store } from "../store/store.ts";
import type { IntentAges } from "./intent-ages.ts";
import { createLookLoop, type LookLoop } from "./look-loop.ts";
import { createNoticeCalls } from "./notice-calls.ts";
import { createNoticePauses } from "./notice-pauses.ts";
import { type DueNotices, isDoubtful, keepNotices, sweepNotices } from "./notice-upkeep.ts";
import { slackFailure } from "./publish-errors.ts";

const LOOK_INTERVAL_MS = 2000;
const SWEEP_INTERVAL_MS = 10 * 60_000;
const PAST_MS = 60_000;
const PAGE = 100;

/**
 * Has Slack itself ask whether the bot is down, where a restart is due and no report comes; and takes that back once
 * the operation has ended or needs a person. Nothing waits for it: what fails here is tried again later.
 */
export function createNoticeKeeper(deps: {
  store: Store;
  slack: WebClient;
  clock: Clock;
  logger: Logger;
  ages: IntentAges;
}): LookLoop {
  const { store, clock, logger } = deps;
  const pauses = createNoticePauses(clock);
  const upkeep = { ...deps, pauses, calls: createNoticeCalls(deps) };
  let sweepAtMs = Number.NEGATIVE_INFINITY;
  // Slack's limit was told, and is not over yet.
  let isLimited = false;

  /** Compared with Slack's list before, where that is asked for or needed. */
  const readPage = async (now: Date, isSweep: boolean) => {
    const found = await store.notices.due({ now, limit: PAGE });
    const hasDoubt = found.some(({ notices }) => notices.some((notice) => isDoubtful(upkeep, notice)));
    if (!isSweep && !hasDoubt) return found;
    await sweepNotices(upkeep, found);
    return store.notices.due({ now, limit: PAGE });
  };
  const keepPage = async (page: readonly DueNotices[]) => {
    for (const one of page) {
      if (!loop.isRunning) return;
      await store.notices.lookAgain(one.operation, await keepNotices(upkeep, one));
    }
  };

  const look = async () => {
    if (pauses.isResting()) return;
    // The same for all pages: what is put off in this look does not come up in it again.
    const now = clock.now();
    const isSweepDue = clock.monotonicMs() >= sweepAtMs;
    const isSweep = isSweepDue && (await store.notices.dropPast(new Date(now.getTime() - PAST_MS)));
    let page = await readPage(now, isSweep);
    if (isSweepDue) sweepAtMs = clock.monotonicMs() + SWEEP_INTERVAL_MS;
    await keepPage(page);
    isLimited = false;
    while (page.length === PAGE && loop.isRunning) {
      page = await readPage(now, false);
      await keepPage(page);
    }
  };
  const loop = createLookLoop({
    clock,
    intervalMs: LOOK_INTERVAL_MS,
    look,
    failed: (error) => {
      const failure = slackFailure(error);
      const pauseMs = pauses.failed(failure);
      const level = failure.kind === "rate-limited" && isLimited ? "debug" : "warn";
      isLimited = failure.kind === "rate-limited";
      logger[level]({ failure, pauseMs, err: error }, "could not look after the dead man's notices");
    },
  });
  return loop;
}
