import { markOf } from "../errands/board.ts";
import type { Call } from "../slack/http-server.ts";
import type { Span } from "./blow.ts";
import type { Envelope } from "./envelope-log.ts";
import type { SoakEvidence } from "./soak-evidence.ts";

/** A minute: longer than the bot waits for ngrok, or Slack lets it wait. */
const ANSWER_LIMIT_MS = 60_000;
/** Two calls are ordered by one clock, but an envelope is noted a moment after it was sent. */
const ORDER_DOUBT_MS = 50;

/**
 * `answered`: people saw words, a window or a changed message. `excused`: Slack did not deliver it, closed its
 * socket before the ack, or was away before the answer was due.
 */
export type Fate = "answered" | "excused" | "unanswered";

/** What asks for an answer: not a choice in a form, nor what is answered only where there is something new. */
export function asks({ kind, name }: Envelope): boolean {
  if (kind === "command" || kind === "search") return true;
  return kind === "button" && name !== "home-refresh";
}

/** Tells of each envelope what came of it. */
export function createFates({ slackCalls, slackAway }: SoakEvidence): (envelope: Envelope) => Fate {
  const answers = indexAnswers(slackCalls);
  return (envelope) => {
    const { at, outcome, ackSays } = envelope;
    if (outcome === "undelivered" || outcome === "socket-lost") return "excused";
    const untilMs = at.getTime() + ANSWER_LIMIT_MS;
    const isInTime = (instant: Date) =>
      instant.getTime() >= at.getTime() - ORDER_DOUBT_MS && instant.getTime() <= untilMs;
    const isAnswered =
      (outcome === "acked" && ackSays) || keysOf(envelope).some((key) => answers.get(key)?.some(isInTime));
    if (isAnswered) return "answered";
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

/** When Slack carried out what, also where the bot did not hear so. */
function indexAnswers(calls: readonly Call[]): Map<string, Date[]> {
  const answers = new Map<string, Date[]>();
  for (const call of calls) {
    if (call.result !== "ok" && call.fault !== "drop-after") continue;
    for (const key of keysIn(call)) {
      const known = answers.get(key);
      if (known) known.push(call.at);
      else answers.set(key, [call.at]);
    }
  }
  return answers;
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
