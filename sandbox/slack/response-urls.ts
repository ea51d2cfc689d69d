import type { Clock } from "../../src/clock.ts";
import { ApiError } from "./api-error.ts";

const LIFETIME_MS = 30 * 60_000;
const USES = 5;

/** What a `response_url` was handed out for. */
export interface ResponseTarget {
  channelId: string;
  userId: string;
  /** The message whose element was used; null for a command. */
  messageTs: string | null;
  threadTs: string | null;
}

export interface ResponseUrls {
  /** The path of a fresh URL. */
  issue(target: ResponseTarget): string;
  /** @throws ApiError `invalid_url`, `expired_url` or `used_url` */
  use(path: string): ResponseTarget;
}

export function createResponseUrls(clock: Clock): ResponseUrls {
  const issued = new Map<string, { target: ResponseTarget; bornMs: number; uses: number }>();
  return {
    issue: (target) => {
      const path = `/response/${crypto.randomUUID()}`;
      issued.set(path, { target, bornMs: clock.monotonicMs(), uses: 0 });
      return path;
    },
    use: (path) => {
      const entry = issued.get(path);
      if (!entry) throw new ApiError("invalid_url");
      if (clock.monotonicMs() - entry.bornMs > LIFETIME_MS) throw new ApiError("expired_url");
      if (entry.uses >= USES) throw new ApiError("used_url");
      entry.uses += 1;
      return entry.target;
    },
  };
}
