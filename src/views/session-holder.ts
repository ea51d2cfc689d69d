import type { Operation, OperationState } from "../operations/operation.ts";
import { codeSpan } from "./code-span.ts";
import { isSession } from "./operation-words.ts";
import { mention, slackDate } from "./text.ts";

/** The unfinished operation on a session, and the link to its card once that is posted. */
export interface SessionHolder {
  operation: Operation;
  link: string | null;
}

const doing: Partial<Record<OperationState, string>> = {
  requested: "It is looked at first",
  "awaiting-approval": "It awaits approval",
  scheduled: "It is scheduled",
  updating: "It is under way",
  waiting: "The restart is still to come",
  restarting: "It is under way",
  stopping: "It is under way",
  confirming: "It is being confirmed",
};

/** Who was first on this session, for what and when, and where that stands. */
export function holderText({ operation, link }: SessionHolder): string {
  const asked = `${mention(operation.request.by)} asked first: ${requestedVerb(operation)}, ${slackDate(operation.request.at, "date-time")}.`;
  const state = `${doing[operation.state] ?? "It is unfinished"}.`;
  return `${asked} ${state} ${link === null ? "`/ngrok open` lists it." : `<${link}|See its card>`}`;
}

/** The same, for someone who came second. */
export function takenText(holder: SessionHolder): string {
  return `*Somebody was first.* ${holderText(holder)}`;
}

/** The operation by its verb, as in "update this session". */
function requestedVerb(operation: Operation): string {
  const sessionId = isSession(operation.target) ? codeSpan(operation.subjectId) : "";
  return `${operation.kind.replace(/^session-/, "")} ${sessionId}`.trim();
}
