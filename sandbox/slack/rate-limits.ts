import type { Clock } from "../../src/clock.ts";

const POST_BURST = 8;
const POSTS_PER_MINUTE = 60;

export interface RateLimits {
  /** Seconds to wait, or null when the call may go on. Posting counts per channel as well. */
  exceeded(method: string, perMinute: number, channel: unknown): number | null;
}

export function createRateLimits(clock: Clock): RateLimits {
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  const take = (name: string, burst: number, perMinute: number): number | null => {
    const nowMs = clock.monotonicMs();
    const bucket = buckets.get(name) ?? { tokens: burst, atMs: nowMs };
    const gained = ((nowMs - bucket.atMs) * perMinute) / 60_000;
    const tokens = Math.min(burst, bucket.tokens + gained);
    const allowed = tokens >= 1;
    buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, atMs: nowMs });
    return allowed ? null : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute));
  };
  return {
    exceeded: (method, perMinute, channel) => {
      const overall = take(method, perMinute, perMinute);
      if (overall !== null || method !== "chat.postMessage") return overall;
      return take(`${method} ${String(channel)}`, POST_BURST, POSTS_PER_MINUTE);
    },
  };
}

/** For what asks what the bot itself can do, whatever Slack would allow. */
export const noRateLimits: RateLimits = { exceeded: () => null };
