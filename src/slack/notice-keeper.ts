import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { Store } from "../store/store.ts";
import type { IntentAges } from "./intent-ages.ts";
import { createLookLoop, type LookLoop } from "./look-loop.ts";
import { createNoticeCalls } from "./notice-calls.ts";
import { createNoticePauses } from "./notice-pauses.ts";
import { guardedStates } from "./notice-plan.ts";
import { isDoubtful, keepNotices, sweepNotices } from "./notice-upkeep.ts";
import { slackFailure } from "./publish-errors.ts";

const LOOK_INTERVAL_MS = 2000;
const SWEEP_INTERVAL_MS = 10 * 60_000;

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

  const watched = () => store.notices.watched({ kind: "session-update", states: guardedStates });

  const look = async () => {
    if (pauses.isResting()) return;
    const found = await watched();
    const isSweep = clock.monotonicMs() >= sweepAtMs;
    const wantsSweep = found.some(({ notices }) =>
      notices.some((notice) => isSweep || isDoubtful(upkeep, notice)),
    );
    if (wantsSweep) await sweepNotices(upkeep, found);
    if (isSweep) sweepAtMs = clock.monotonicMs() + SWEEP_INTERVAL_MS;
    for (const one of wantsSweep ? await watched() : found) {
      if (loop.isRunning) await keepNotices(upkeep, one);
    }
  };
  const loop = createLookLoop({
    clock,
    intervalMs: LOOK_INTERVAL_MS,
    look,
    failed: (error) => {
      const failure = slackFailure(error);
      const pauseMs = pauses.failed(failure);
      logger.warn({ failure, pauseMs, err: error }, "could not look after the dead man's notices");
    },
  });
  return loop;
}
