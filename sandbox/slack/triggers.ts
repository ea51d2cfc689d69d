import type { Clock } from "../../src/clock.ts";
import { ApiError } from "./api-error.ts";

const TRIGGER_LIFETIME_MS = 3000;

export interface Triggers {
  issue(userId: string): string;
  /** @throws ApiError `invalid_trigger_id`, `expired_trigger_id` or `trigger_exchanged` */
  exchange(triggerId: unknown): { userId: string };
}

export function createTriggers(clock: Clock): Triggers {
  const issued = new Map<string, { userId: string; bornMs: number; used: boolean }>();
  return {
    issue: (userId) => {
      const triggerId = `${issued.size + 1}.${crypto.randomUUID().replaceAll("-", "")}`;
      issued.set(triggerId, { userId, bornMs: clock.monotonicMs(), used: false });
      return triggerId;
    },
    exchange: (triggerId) => {
      const trigger = typeof triggerId === "string" ? issued.get(triggerId) : undefined;
      if (!trigger) throw new ApiError("invalid_trigger_id");
      if (trigger.used) throw new ApiError("trigger_exchanged");
      if (clock.monotonicMs() - trigger.bornMs > TRIGGER_LIFETIME_MS)
        throw new ApiError("expired_trigger_id");
      trigger.used = true;
      return { userId: trigger.userId };
    },
  };
}
