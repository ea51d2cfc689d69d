import { type Clock, sleep } from "../clock.ts";
import { NoTurnError, UnwantedCallError } from "./publish-errors.ts";

// Slack's documentation: one message a second per channel; chat.update is Tier 3, 50 calls a minute.
const POST_INTERVAL_MS = 1000;
const EDIT_INTERVAL_MS = 1200;
const EDIT_BURST = 10;

export interface Pace {
  /**
   * Resolves when a message may be posted into the channel; turns are given in the order of asking.
   * @throws NoTurnError at once, taking no turn, when that would last longer than `longestWaitMs`
   */
  turnToPost(channelId: string, longestWaitMs: number): Promise<void>;
  turnToEdit(longestWaitMs: number): Promise<void>;
  /** Slack asked for a pause. */
  pausePosts(channelId: string, ms: number): void;
  pauseEdits(ms: number): void;
}

/** Once `stopping` is aborted there are no more turns. Keeps posts and edits under Slack's limits, which answer with a 429 that holds up everything else. */
export function createPace(clock: Clock, stopping?: AbortSignal): Pace {
  // The instant up to which turns are given away. Lanes of idle channels say nothing and are dropped.
  const givenUntilMs = new Map<string, number>();
  const edits = "edits";

  const turn = async (lane: string, intervalMs: number, burst: number, longestWaitMs: number) => {
    const nowMs = clock.monotonicMs();
    const untilMs = Math.max(nowMs, givenUntilMs.get(lane) ?? 0) + intervalMs;
    const waitMs = untilMs - burst * intervalMs - nowMs;
    if (waitMs > longestWaitMs) throw new NoTurnError(`The next turn comes in ${waitMs} ms`);
    givenUntilMs.set(lane, untilMs);
    if (waitMs > 0) await sleep(clock, waitMs, stopping);
    if (stopping?.aborted) throw new UnwantedCallError("The publisher stops");
  };
  const pause = (lane: string, ms: number) => {
    givenUntilMs.set(lane, Math.max(givenUntilMs.get(lane) ?? 0, clock.monotonicMs() + ms));
  };
  const dropIdle = () => {
    for (const [lane, untilMs] of givenUntilMs) {
      if (untilMs < clock.monotonicMs()) givenUntilMs.delete(lane);
    }
  };

  return {
    turnToPost: (channelId, longestWaitMs) => {
      dropIdle();
      return turn(`posts ${channelId}`, POST_INTERVAL_MS, 1, longestWaitMs);
    },
    turnToEdit: (longestWaitMs) => turn(edits, EDIT_INTERVAL_MS, EDIT_BURST, longestWaitMs),
    pausePosts: (channelId, ms) => pause(`posts ${channelId}`, ms),
    // As long again as the burst, which would otherwise be spent inside the pause.
    pauseEdits: (ms) => pause(edits, ms + EDIT_BURST * EDIT_INTERVAL_MS),
  };
}
