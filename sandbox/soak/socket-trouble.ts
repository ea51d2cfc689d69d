import type { SoakEvidence } from "./soak-evidence.ts";

/** In real time, from when Slack lets the bot open a socket until it has one. Its library waits up to 10 s. */
export const BACK_WITHIN_MS = 15_000;

/** Whether Slack was closing sockets then, or had just done so. */
export function nearSocketTrouble(
  { socketTroubles, rate }: Pick<SoakEvidence, "socketTroubles" | "rate">,
  at: Date,
): boolean {
  const nearMs = BACK_WITHIN_MS * rate;
  return socketTroubles.some(
    ({ from, to }) => from.getTime() - nearMs <= at.getTime() && at.getTime() <= to.getTime() + nearMs,
  );
}
