import type { CallName, Operation } from "../../operations/operation.ts";
import {
  callOf,
  capitalised,
  operationName,
  quotedSentence,
  subjectFirst,
  subjectName,
  verbs,
  type Writing,
  when,
} from "../operation-words.ts";
import { approvalsNeededWords, approvedBy } from "./approval-words.ts";
import { laterPlan, planWords } from "./plan-words.ts";
import type { Words } from "./words.ts";

/** Before ngrok was looked at; no card shows it. */
export function requestedWords(operation: Operation, writing: Writing): Words {
  return {
    title: `${operationName(operation)} is being checked.`,
    body: `${askedBy(operation, writing)} Nothing changes before the bot has checked it at ngrok.`,
  };
}

export function awaitingWords(operation: Operation, writing: Writing): Words {
  const name = subjectName(operation.target);
  const verb = verbs(callOf(operation.kind)).base;
  return {
    title: `${capitalised(verb)} ${name}?`,
    body: `${askedBy(operation, writing)} ${planWords(operation, writing)} ${approvalsNeededWords(operation)}`.trim(),
    text: `${writing.person(operation.request.by)} asks to ${verb} ${name}${reasonOf(operation)}`,
  };
}

function askedBy({ request }: Operation, writing: Writing): string {
  const by = `Asked by ${writing.person(request.by)}`;
  return request.reason.trim() === "" ? `${by}.` : `${by}: ${quotedSentence(request.reason)}`;
}

function reasonOf({ request }: Operation): string {
  return request.reason.trim() === "" ? "." : `: ${quotedSentence(request.reason)}`;
}

export function scheduledWords(operation: Operation, writing: Writing): Words {
  const call = callOf(operation.kind);
  const by = approvedBy(operation, writing);
  if (!operation.runAt || !isPlanned(operation)) {
    const next = operation.approval ? "ngrok is called next." : planWords(operation, writing);
    return startedWords(operation, call, writing, `${by}${next}`);
  }
  const at = when(writing, operation.runAt, operation.request.at);
  const does = operation.kind === "session-restart" ? "restarts" : `will be ${verbs(call).done}`;
  return {
    title: `${subjectFirst(operation.target)} ${does} at ${at}.`,
    body: `${by}${operation.kind === "session-update" ? laterPlan(operation, writing) : ""}`.trim(),
  };
}

/** `Restarting edge-07.`; what nobody had to approve may be the first that its channel hears of it. */
export function startedWords(operation: Operation, call: CallName, writing: Writing, body: string): Words {
  const name = subjectName(operation.target);
  const words = { title: `${capitalised(verbs(call).ing)} ${name}.`, body };
  if (operation.approval) return words;
  const text = `${writing.person(operation.request.by)} ${verbs(call).base}s ${name}${reasonOf(operation)}`;
  return { ...words, text };
}

/** Whether its time was chosen, and is not merely the moment of its approval. */
export function isPlanned(operation: Operation): boolean {
  const readyAt = operation.approval?.at ?? operation.request.at;
  return operation.runAt !== null && operation.runAt.getTime() - readyAt.getTime() > 5000;
}
