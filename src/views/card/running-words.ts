import type { CallName, Operation } from "../../operations/operation.ts";
import { callOf, subjectFirst, subjectName, type Writing, when } from "../operation-words.ts";
import { approvedBy } from "./approval-words.ts";
import { startedWords } from "./request-words.ts";
import type { Words } from "./words.ts";

/** `updating`, `stopping`, `applying`, and `restarting` before its answer. */
export function callingWords(operation: Operation, writing: Writing): Words {
  return callWords(operation, operation.call?.name ?? callOf(operation.kind), writing);
}

function callWords(operation: Operation, call: CallName, writing: Writing): Words {
  return startedWords(operation, call, writing, `${approvedBy(operation, writing)}${answerWords(operation)}`);
}

function answerWords(operation: Operation): string {
  if (!operation.call?.error) return "Waiting for ngrok's answer.";
  return operation.call.attempt > 1
    ? "ngrok gave no clear answer; it is asked once more."
    : "ngrok gave no clear answer; looking whether it happened.";
}

export function waitingWords(operation: Operation, writing: Writing): Words {
  const name = subjectFirst(operation.target);
  const from = operation.updateAcceptedAt ?? operation.request.at;
  const at = operation.runAt ? ` at ${when(writing, operation.runAt, from)}` : " soon";
  const started = operation.updateAcceptedAt
    ? "ngrok has started the update."
    : "Whether it was updated is not known.";
  return { title: `${name} restarts${at}.`, body: started };
}

export function restartingWords(operation: Operation, writing: Writing): Words {
  const until = operation.departure?.deadlineAt;
  if (operation.call || !until) return callWords(operation, "restart", writing);
  return {
    title: `Restarting ${subjectName(operation.target)}.`,
    body: `Looking for its new session until ${writing.time(until)}.`,
  };
}

export function confirmingWords(operation: Operation, writing: Writing): Words {
  if (operation.kind !== "session-stop") return restartingWords(operation, writing);
  const until = operation.departure?.deadlineAt;
  return {
    title: `Stopping ${subjectName(operation.target)}.`,
    body: `Looking whether its session is gone${until ? `, until ${writing.time(until)}` : ""}.`,
  };
}
