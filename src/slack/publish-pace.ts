import type { Clock } from "../clock.ts";
import { createLane, type Lane, type Wish } from "./lane.ts";

// Slack's documentation: one message a second per channel; chat.update is Tier 3, 50 calls a minute.
const POST_INTERVAL_MS = 1000;
const EDIT_INTERVAL_MS = 1200;
const EDIT_BURST = 10;

export interface Pace {
  /**
   * Resolves when a message may be posted into the channel.
   * @throws NoTurnError when that would last longer than the wish says; at once where it is seen at once
   */
  turnToPost(channelId: string, wish: Wish): Promise<void>;
  turnToEdit(wish: Wish): Promise<void>;
  /** Slack asked for a pause. */
  pausePosts(channelId: string, ms: number): void;
  pauseEdits(ms: number): void;
}

/** Once `stopping` is aborted there are no more turns. Keeps posts and edits under Slack's limits, which answer with a 429 that holds up everything else. */
export function createPace(clock: Clock, stopping?: AbortSignal): Pace {
  const edits = createLane({ clock, stopping, intervalMs: EDIT_INTERVAL_MS, burst: EDIT_BURST });
  const posts = new Map<string, Lane>();

  const dropIdle = () => {
    for (const [channelId, lane] of posts) if (lane.isIdle()) posts.delete(channelId);
  };
  const postsInto = (channelId: string) => {
    const lane =
      posts.get(channelId) ?? createLane({ clock, stopping, intervalMs: POST_INTERVAL_MS, burst: 1 });
    posts.set(channelId, lane);
    return lane;
  };

  return {
    turnToPost: async (channelId, wish) => {
      dropIdle();
      await postsInto(channelId).turn(wish);
    },
    turnToEdit: edits.turn,
    pausePosts: (channelId, ms) => postsInto(channelId).pause(ms),
    // As long again as the burst, which would otherwise be spent inside the pause.
    pauseEdits: (ms) => edits.pause(ms + EDIT_BURST * EDIT_INTERVAL_MS),
  };
}
