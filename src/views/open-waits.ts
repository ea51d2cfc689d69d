import type { Operation } from "../operations/operation.ts";
import { isPlanned } from "./card/request-words.ts";
import { type Writing, when } from "./operation-words.ts";

/** What an open operation waits for, as one sentence of mrkdwn. */
export function waitsFor(operation: Operation, writing: Writing): string {
  switch (operation.state) {
    case "requested":
      return "Waits until the bot has checked it at ngrok.";
    case "awaiting-approval":
      return approval(operation, writing);
    case "scheduled":
      if (waitsForItsCall(operation)) return "ngrok is called next.";
      return `Waits for its time${at(operation, operation.runAt, writing)}.`;
    case "waiting":
      return `Waits for its restart${at(operation, operation.runAt, writing)}.`;
    case "needs-attention":
      return attention(operation, writing);
    default:
      return outcome(operation, writing);
  }
}

/** Nothing keeps it from its call any more, and it is not under way yet. */
export function waitsForItsCall(operation: Operation): boolean {
  return operation.state === "scheduled" && !isPlanned(operation);
}

function at(operation: Operation, instant: Date | null, writing: Writing): string {
  return instant ? ` at ${when(writing, instant, operation.request.at)}` : "";
}

function approval({ request, expiresAt }: Operation, writing: Writing): string {
  const asked = [...new Set([...request.askedApprovers, ...request.askedLater])].map((id) =>
    writing.person(id),
  );
  const until = expiresAt ? ` until ${when(writing, expiresAt, request.at)}` : "";
  return `Waits for an approver${asked.length > 0 ? ` (asked: ${asked.join(", ")})` : ""}${until}.`;
}

function attention(operation: Operation, writing: Writing): string {
  const { attention, request } = operation;
  const owner = attention?.ownedBy;
  const since = attention ? ` since ${when(writing, attention.since, request.at)}` : "";
  if (!owner) return `Needs a person${since}; nobody is on it.`;
  return `Needs a person${since}; ${writing.person(owner.by)} has been on it since ${when(writing, owner.at, request.at)}.`;
}

function outcome(operation: Operation, writing: Writing): string {
  const until = operation.departure?.deadlineAt;
  if (operation.call || !until) return "Waits for ngrok's answer.";
  const what = operation.kind === "session-stop" ? "its session to go" : "its new session";
  return `Waits for ${what} until ${when(writing, until, operation.request.at)}.`;
}
