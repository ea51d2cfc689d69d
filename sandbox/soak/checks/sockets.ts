import type { SoakCheck, SoakEvidence } from "../soak-evidence.ts";
import { BACK_WITHIN_MS, nearSocketTrouble } from "../socket-trouble.ts";

const PROMISE = "the sockets come back";

/** For how long no socket was open though Slack would have had one, in real time. */
export function unexplainedGaps(evidence: SoakEvidence): { from: Date; ms: number }[] {
  const { gaps, socketTroubles, run, rate } = evidence;
  return gaps.map(({ from, to }) => {
    const endMs = (to ?? run.endedAt).getTime();
    const troubles = socketTroubles.map((span) => span.to.getTime()).filter((ms) => ms <= endMs);
    const sinceMs = Math.max(from.getTime(), ...troubles);
    return { from, ms: (endMs - sinceMs) / rate };
  });
}

export const checkSockets: SoakCheck = (evidence) =>
  unexplainedGaps(evidence)
    .filter(({ ms }) => ms > BACK_WITHIN_MS)
    .map(({ from, ms }) =>
      violation(
        `no socket was open from ${from.toISOString()}, ${Math.round(ms)} ms longer than Slack's doing explains`,
      ),
    );

/** What found no socket found none since Slack had closed them. */
export const checkDelivery: SoakCheck = (evidence) =>
  evidence.envelopes
    .filter(({ outcome }) => outcome === "undelivered" || outcome === "socket-lost")
    .filter(({ at }) => !nearSocketTrouble(evidence, at))
    .map(({ kind, name, at }) =>
      violation(`${kind} "${name}" at ${at.toISOString()} did not arrive, and Slack had closed no socket`),
    );

function violation(words: string) {
  return { promise: PROMISE, operationId: null, words };
}
