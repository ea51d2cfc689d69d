import { markOf } from "../errands/board.ts";
import type { Call } from "../slack/http-server.ts";
import type { Span } from "./blow.ts";
import type { Envelope } from "./envelope-log.ts";
import { explainedReferences } from "./explained.ts";
import { referenceIn } from "./logged-error.ts";
import type { SoakEvidence } from "./soak-evidence.ts";

/** A minute: longer than the bot waits for ngrok, or Slack lets it wait. */
const ANSWER_LIMIT_MS = 60_000;
/** Two calls are ordered by one clock, but an envelope is noted a moment after it was sent. */
const ORDER_DOUBT_MS = 50;

/** One call that Slack fails is no excuse: the bot has another try, or another way. */
const EXCUSING_FAILURES = 2;

/**
 * `answered`: people saw words, a window or a changed message; words of an error only where the weather explains it. `excused`: Slack did not deliver it, closed its
 * socket before the ack, was away before the answer was due, or failed several calls that would have been answers.
 */
export type Fate = "answered" | "excused" | "unanswered";

/** What asks for an answer: not a choice in a form, nor what is answered only where there is something new. */
export function asks({ kind, name }: Envelope): boolean {
  if (kind === "command" || kind === "search") return true;
  return kind === "button" && name !== "home-refresh";
}

/** Tells of each envelope what came of it. */
export function createFates(evidence: SoakEvidence): (envelope: Envelope) => Fate {
  const { slackCalls, slackAway } = evidence;
  const explained = explainedReferences(evidence);
  const isAnswer = (reference: string | null) => reference === null || explained.has(reference);
  const answers = indexCalls(
    slackCalls.filter((call) => isCarriedOut(call) && isAnswer(referenceIn(call.args))),
  );
  const failures = indexCalls(slackCalls.filter((call) => call.fault !== null && !isCarriedOut(call)));
  return (envelope) => {
    const { at, outcome, ackSays, ackReference } = envelope;
    // What was not acked is found by another check.
    if (outcome !== "acked") return "excused";
    const untilMs = at.getTime() + ANSWER_LIMIT_MS;
    const isInTime = (instant: Date) =>
      instant.getTime() >= at.getTime() - ORDER_DOUBT_MS && instant.getTime() <= untilMs;
    const isAnswered =
      (ackSays && isAnswer(ackReference)) || keysOf(envelope).some((key) => answers.get(key)?.some(isInTime));
    if (isAnswered) return "answered";
    const failed = keysOf(envelope).flatMap((key) => failures.get(key)?.filter(isInTime) ?? []);
    if (failed.length >= EXCUSING_FAILURES) return "excused";
    return slackAway.some((span) => overlaps(span, at.getTime(), untilMs)) ? "excused" : "unanswered";
  };
}

function overlaps({ from, to }: Span, sinceMs: number, untilMs: number): boolean {
  return from.getTime() <= untilMs && to.getTime() >= sinceMs;
}

/** By what an answer to it is known. */
function keysOf({ triggerId, responsePath, viewId, userId, operationId }: Envelope): string[] {
  return [
    `trigger ${triggerId}`,
    `url ${responsePath}`,
    `view ${viewId}`,
    `person ${userId}`,
    `operation ${operationId}`,
  ];
}

/** Also where the bot did not hear so. */
function isCarriedOut({ result, fault }: Call): boolean {
  return result === "ok" || fault === "drop-after";
}

function indexCalls(calls: readonly Call[]): Map<string, Date[]> {
  const instants = new Map<string, Date[]>();
  for (const call of calls) {
    for (const key of keysIn(call)) {
      const known = instants.get(key);
      if (known) known.push(call.at);
      else instants.set(key, [call.at]);
    }
  }
  return instants;
}

function keysIn({ method, path, args }: Call): string[] {
  switch (method) {
    case "views.open":
    case "views.push":
      return [`trigger ${args.trigger_id}`];
    case "views.update":
      return [`view ${args.view_id}`];
    case "response_url":
      return [`url ${path}`];
    case "chat.postEphemeral":
      return [`person ${args.user}`];
    case "chat.update":
    case "chat.postMessage":
      return [`operation ${markOf(args)?.operationId}`, `person ${String(args.channel).replace(/^D/, "U")}`];
    default:
      return [];
  }
}
