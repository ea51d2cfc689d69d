import { NgrokApiError, NgrokRateLimitError, NgrokTimeoutError } from "../../src/ngrok/errors.ts";

/** What becomes of a call: whether it reaches the agent, and what the bot hears of it. */
export const fates = [
  "answered",
  "ignored",
  "refused",
  "turned-away",
  "lost",
  "lost-before",
  "crash-before",
  "crash-after",
  "crash-late",
  "frozen-before",
] as const;
export type Fate = (typeof fates)[number];

export class CrashError extends Error {}

export function apiError(status: number): NgrokApiError {
  return new NgrokApiError({ code: null, status, text: "no", ngrokOperationId: "op_x", outcome: "refused" });
}

/** Carries the call out as far as its fate lets it, and throws what the bot meets instead of an answer. */
export function suffer(
  fate: Fate,
  agent: { isThere: boolean; reach: () => boolean; reachLate: () => unknown },
): void {
  if (fate === "crash-late") agent.reachLate();
  const early = neverHeard(fate);
  if (early) throw early;
  if (fate === "refused" && agent.isThere) throw apiError(400);
  if (!agent.reach()) throw apiError(404);
  const late = heardButNotAnswered(fate);
  if (late) throw late;
}

function neverHeard(fate: Fate): Error | null {
  if (fate === "crash-before" || fate === "crash-late") return new CrashError();
  if (fate === "lost-before") return new NgrokTimeoutError(10_000);
  return fate === "turned-away" ? new NgrokRateLimitError(3000) : null;
}

function heardButNotAnswered(fate: Fate): Error | null {
  if (fate === "crash-after") return new CrashError();
  return fate === "lost" ? new NgrokTimeoutError(10_000) : null;
}
