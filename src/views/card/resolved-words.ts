import { type Operation, stoppedBy } from "../../operations/operation.ts";
import {
  capitalised,
  code,
  listThatFits,
  operationName,
  quotedSentence,
  subjectFirst,
  subjectName,
  verbs,
  type Writing,
} from "../operation-words.ts";
import { duration, escapeText, shortId } from "../text.ts";
import { leftWhere, NEXT_RESTART, NOTHING } from "./ended-words.ts";
import { backWords, reportWords, version } from "./report-words.ts";
import type { Words } from "./words.ts";

export function resolvedWords(operation: Operation, writing: Writing): Words {
  const { resolution, report } = operation;
  const name = subjectFirst(operation.target);
  const by = resolution?.by ? writing.person(resolution.by) : "the bot";
  const back = report ? reportWords(operation, report) : "";
  switch (resolution?.how) {
    case "chosen":
      return { title: `${name} is back.`, body: `${back} Chosen by ${by}.`.trim() };
    case "returned":
      return operation.kind === "session-stop"
        ? { title: `${name} is stopped.`, body: "It went offline late." }
        : { title: `${name} is back, late.`, body: back };
    case "left":
      return leftWords(operation, by);
    case "closed":
      return {
        title: `${operationName(operation)} closed by ${by}.`,
        body: "Whether it took effect is not known.",
      };
    default:
      return {
        title: `${operationName(operation)} resolved by ${by}.`,
        body: `${resolvedMatter(operation)} ${resolution?.note ? quotedSentence(resolution.note, 300) : ""}`.trim(),
      };
  }
}

function leftWords(operation: Operation, by: string): Words {
  const call = stoppedBy(operation)?.call ?? "restart";
  const noun = verbs(call).noun;
  return {
    title: `The ${noun} of ${subjectName(operation.target)} was not run.`,
    body: `${capitalised(by)} left it. ${leftWhere(operation, operation.updateAcceptedAt ? NEXT_RESTART : NOTHING)}`,
  };
}

/** What it was that somebody marked as resolved, as far as the bot knows; without what he wrote of it. */
export function resolvedMatter(operation: Operation): string {
  const { problem, report, rules } = operation;
  if (report) {
    return problem?.code === "same-version"
      ? `Still on ${version(report.agentVersion)}. New session ${code(report.newSessionId)}. ${backWords(report)}`.trim()
      : reportWords(operation, report);
  }
  switch (problem?.code) {
    case "not-back":
      return `It was not back after ${duration(rules.reconnectTimeoutMs)}.`;
    case "still-online":
      return `Session ${escapeText(shortId(operation.subjectId))} was still online after ${duration(rules.reconnectTimeoutMs)}.`;
    case "ambiguous":
      return problem.candidates.length === 0
        ? "No new session fitted for certain."
        : `${problem.candidates.length === 1 ? "Not certain" : "Not told apart"}: ${listThatFits(
            problem.candidates.map(({ sessionId }) => escapeText(shortId(sessionId))),
            200,
          )}.`;
    case "call-unknown":
      return `Whether it was ${verbs(problem.call).done} was not known.`;
    default:
      return "";
  }
}
