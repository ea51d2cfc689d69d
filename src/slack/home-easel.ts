import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { type Clock, sleep, startStopwatch } from "../clock.ts";
import type { Home } from "../views/message.ts";
import { ARRIVES_WITHIN_MS } from "./intent-ages.ts";
import { createPacedTask } from "./paced-task.ts";
import { CALL_LIMIT_MS, withLimit } from "./publish-calls.ts";
import { type SlackFailure, slackFailure } from "./publish-errors.ts";

// So that a burst of changes makes few drawings.
const PACE_MS = 1500;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;
// What took longer to draw, as where the process stood still, is drawn anew.
const DRAWN_WITHIN_MS = 10_000;
// By then all has arrived that was begun to be drawn before.
const ARRIVED_BY_MS = DRAWN_WITHIN_MS + CALL_LIMIT_MS + ARRIVES_WITHIN_MS;

export interface HomeDrawing {
  view: Home;
  /** Equal for drawings that need not be sent after one another. */
  fingerprint: string;
  /** Operations that may change what ngrok shows. */
  atWork: string[];
}

export interface EaselDeps {
  slack: WebClient;
  clock: Clock;
  logger: Logger;
  stopping: AbortSignal;
  /** From what is so when it is called. */
  draw(userId: string, note: string | null): Promise<HomeDrawing>;
  drawn(drawing: HomeDrawing): void;
  /** Somebody else has published for this person. */
  overtaken(): void;
  /** A pause that Slack asked for holds for all. */
  pause: { untilMs: number };
}

export interface HomeEasel {
  /** Draws after all that has changed up to now, and publishes it where it looks different. */
  want(): void;
  /** Draws at once, and publishes it in any case. `hash` is of what Slack showed then, where that is known. */
  opened(seen: { hash: string | null; note: string | null }): void;
  /** Nothing more is drawn once what is under way has ended. */
  takeDown(): void;
  ended(): Promise<void>;
}

/** Keeps one person's Home true: one drawing at a time, the last one after the last change. */
export function createHomeEasel(deps: EaselDeps, userId: string): HomeEasel {
  const { slack, clock, logger, pause } = deps;
  const down = new AbortController();
  const over = AbortSignal.any([deps.stopping, down.signal]);
  let failures = 0;
  let note: string | null = null;
  // What Slack shows, or has refused; null where that is not known.
  let settled: string | null = null;
  // Slack's name for what it shows.
  let hash: string | null = null;

  /** @returns after how long it is worth another try; null where it is not */
  const paint = async (): Promise<number | null> => {
    const elapsedMs = startStopwatch(clock);
    const drawing = await deps.draw(userId, note);
    deps.drawn(drawing);
    if (over.aborted || settled === drawing.fingerprint) return null;
    if (hash === null && elapsedMs() > DRAWN_WITHIN_MS) return 0;
    return send(drawing).catch((error: unknown) => pauseAfter(error, drawing.fingerprint));
  };

  const send = async ({ view, fingerprint }: HomeDrawing) => {
    settled = null;
    const replaced = hash;
    // With the hash, a drawing that arrives late never covers a later one.
    const args = { user_id: userId, view, ...(replaced === null ? {} : { hash: replaced }) };
    const answer = await withLimit(clock, slack.views.publish(args));
    hash = answer.view?.hash ?? null;
    settled = fingerprint;
    failures = 0;
    if (replaced === null) void sendOnceMore();
    return null;
  };

  /** Without a hash, another one without, of this process or another, may still cover it. */
  const sendOnceMore = async () => {
    await sleep(clock, ARRIVED_BY_MS, over);
    settled = null;
    painting.want();
  };

  const pauseAfter = (error: unknown, fingerprint: string | null): number | null => {
    const failure = slackFailure(error);
    if (failure.kind === "refused" && failure.code === "hash_conflict") {
      hash = null;
      deps.overtaken();
      return null;
    }
    if (failure.kind === "refused") {
      settled = fingerprint;
      logger.error({ userId, failure, err: error }, "Slack refuses a person's Home");
      return null;
    }
    const pauseMs = pauseOf(failure, failures);
    failures += 1;
    if (failure.kind === "rate-limited") {
      pause.untilMs = Math.max(pause.untilMs, clock.monotonicMs() + pauseMs);
    }
    logger.warn({ userId, failure, pauseMs, err: error }, "A person's Home could not be drawn");
    return pauseMs;
  };

  const painting = createPacedTask({
    clock,
    over,
    paceMs: PACE_MS,
    notBeforeMs: () => pause.untilMs,
    task: () => paint().catch((error: unknown) => pauseAfter(error, null)),
  });
  return {
    want: painting.want,
    opened: (seen) => {
      settled = null;
      hash ??= seen.hash;
      note = seen.note;
      painting.hurry();
    },
    takeDown: () => down.abort(),
    ended: painting.ended,
  };
}

function pauseOf(failure: SlackFailure, failures: number): number {
  if (failure.kind === "rate-limited") return failure.retryAfterMs;
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
}
