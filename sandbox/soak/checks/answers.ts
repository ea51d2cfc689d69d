import type { Violation } from "../../evidence/evidence.ts";
import { asks, createFates } from "../answers.ts";
import type { Envelope } from "../envelope-log.ts";
import type { SoakCheck, SoakEvidence } from "../soak-evidence.ts";
import { stoodStill } from "../stalls.ts";

const ACK_LIMIT_MS = 3_000;

/** Whether the machine stood still while an ack was due. */
export function isStalled({ stalls, rate }: SoakEvidence, { at }: Pick<Envelope, "at">): boolean {
  return stoodStill(stalls, at.getTime(), at.getTime() + ACK_LIMIT_MS * rate);
}

/** Whatever Slack delivered into a socket that stayed open was acked within its 3 s, unless the machine stood still. */
export const checkAcks: SoakCheck = (evidence) =>
  evidence.envelopes
    .filter(({ outcome }) => outcome === "not-acked" || outcome === "pending")
    .filter((one) => !isStalled(evidence, one))
    .map((one) => violation("acked in 3 s", one, "was delivered, and not acked in 3 s"));

/** Of all that was delivered; a run in which more of it cannot be judged shows nothing. */
const MOST_UNJUDGED = 0.02;

export const checkMachine: SoakCheck = (evidence) => {
  const delivered = evidence.envelopes.filter(
    ({ outcome }) => outcome === "acked" || outcome === "not-acked",
  );
  const unjudged = delivered.filter((one) => one.outcome === "not-acked" && isStalled(evidence, one));
  if (unjudged.length <= delivered.length * MOST_UNJUDGED) return [];
  const words = `${unjudged.length} of ${delivered.length} acks were due while the machine stood still: run it on a quieter one`;
  return [{ promise: "a machine that goes on", operationId: null, words }];
};

/** Each command, button and search that was delivered got words, a window or a changed message. */
export const checkAnswers: SoakCheck = (evidence) => {
  const fateOf = createFates(evidence);
  return evidence.envelopes
    .filter((one) => asks(one) && fateOf(one) === "unanswered")
    .map((one) => violation("an answer to everything", one, "was acked, and nothing was said or changed"));
};

/** Whoever opened Home, and was heard, has one. */
export const checkHomes: SoakCheck = (evidence) => {
  const fateOf = createFates(evidence);
  const published = new Set(
    evidence.slackCalls
      .filter(({ method, result }) => method === "views.publish" && result === "ok")
      .map(({ args }) => args.user_id),
  );
  return evidence.envelopes
    .filter(({ kind, outcome, userId }) => kind === "event" && outcome === "acked" && !published.has(userId))
    .filter((one) => fateOf(one) === "unanswered")
    .map((one) => violation("an answer to everything", one, "was acked, and no Home was ever drawn"));
};

function violation(promise: string, one: Envelope, words: string): Violation {
  return {
    promise,
    operationId: one.operationId,
    words: `${one.kind} "${one.name}" of ${one.userId} at ${one.at.toISOString()} ${words}`,
  };
}
