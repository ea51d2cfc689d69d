import { NgrokError } from "../ngrok/errors.ts";
import { RolesUnknownError } from "./call-permission.ts";
import type { LateBecause } from "./events.ts";
import { SlackUnreachableError } from "./steps/step.ts";

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/** What keeps operations from going on, remembered while this process lives: for pauses and for words. */
export interface Troubles {
  /** @returns how long to leave the operation alone */
  note(operationId: string, error: unknown): number;
  /** ngrok had no room for its call, or the call never reached it. */
  turnedAway(operationId: string): void;
  over(operationId: string): void;
  because(operationId: string): LateBecause;
}

export function createTroubles(): Troubles {
  const known = new Map<string, { count: number; because: LateBecause }>();
  return {
    note: (operationId, error) => {
      const count = (known.get(operationId)?.count ?? 0) + 1;
      known.set(operationId, { count, because: becauseOf(error) });
      return Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LONGEST_RETRY_MS);
    },
    turnedAway: (operationId) => {
      known.set(operationId, { count: 0, because: "ngrok-unreachable" });
    },
    over: (operationId) => known.delete(operationId),
    because: (operationId) => known.get(operationId)?.because ?? "bot-down",
  };
}

function becauseOf(error: unknown): LateBecause {
  if (error instanceof SlackUnreachableError || error instanceof RolesUnknownError)
    return "slack-unreachable";
  return error instanceof NgrokError ? "ngrok-unreachable" : "bot-down";
}
