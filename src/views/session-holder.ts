import type { Operation, OperationState } from "../operations/operation.ts";
import { operationName } from "./operation-words.ts";
import { mention, slackDate } from "./text.ts";

/** The unfinished operation on a session, and the link to its card once that is posted. */
export interface SessionHolder {
  operation: Operation;
  link: string | null;
}

const doing: Partial<Record<OperationState, string>> = {
  requested: "The bot is still checking it at ngrok",
  "awaiting-approval": "It waits for approval",
  scheduled: "It waits for its time",
  updating: "It is under way",
  waiting: "The restart is still to come",
  restarting: "It is under way",
  stopping: "It is under way",
  confirming: "It is being confirmed",
};

/** What is unfinished on this session, who asked for it and when, and where that stands. */
export function holderText(holder: SessionHolder): string {
  const { by, at } = holder.operation.request;
  return `${operationName(holder.operation)}, asked by ${mention(by)} ${slackDate(at, "date-time")}. ${stateText(holder)}`;
}

/** The same, for someone who came second. */
export function takenText(holder: SessionHolder): string {
  const { by, at } = holder.operation.request;
  return `*${mention(by)} was first.* ${operationName(holder.operation)}, asked ${slackDate(at, "date-time")}. ${stateText(holder)}`;
}

function stateText({ operation, link }: SessionHolder): string {
  const state = `${doing[operation.state] ?? "It is unfinished"}.`;
  return `${state} ${link === null ? "`/ngrok open` lists it." : `<${link}|See its card>`}`;
}
