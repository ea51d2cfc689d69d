import type { Operation } from "../../operations/operation.ts";
import type { Target } from "../../operations/target.ts";
import {
  operationName,
  quotedSentence,
  subjectFirst,
  subjectName,
  verbs,
  type Writing,
  when,
} from "../operation-words.ts";
import { escapeText, shortId } from "../text.ts";
import { reportWords, version } from "./report-words.ts";
import type { Words } from "./words.ts";

const NOTHING = "Nothing changed.";
const NEXT_RESTART = "The new version runs from its next restart.";

export function deniedWords(operation: Operation, writing: Writing): Words {
  const { denial } = operation;
  const why = denial ? `${writing.person(denial.by)}: ${quotedSentence(denial.reason)} ` : "";
  return { title: `${operationName(operation)} denied.`, body: `${why}${NOTHING}` };
}

export function expiredWords(operation: Operation, writing: Writing): Words {
  const by = operation.expiresAt
    ? ` by ${when(writing, operation.expiresAt, operation.request.at)}`
    : " in time";
  return {
    title: `The request for ${subjectName(operation.target)} expired.`,
    body: `Nobody approved${by}. ${NOTHING}`,
  };
}

export function cancelledWords(operation: Operation, writing: Writing): Words {
  const { cancellation } = operation;
  const inWait = cancellation?.during === "waiting";
  const what = inWait ? `Restart of ${subjectName(operation.target)}` : operationName(operation);
  const by = cancellation ? ` by ${writing.person(cancellation.by)}` : "";
  const forStop = cancellation?.forStopBy ? "It is stopped instead. " : "";
  return { title: `${what} cancelled${by}.`, body: `${forStop}${inWait ? NEXT_RESTART : NOTHING}` };
}

export function supersededWords(operation: Operation): Words {
  const found = operation.supersession?.found ?? null;
  const name = subjectFirst(operation.target);
  if (!found) {
    return { title: `${name} is gone, so nothing was run.`, body: goneWords(operation.target) };
  }
  return { title: `${name} changed, so nothing was run.`, body: changedWords(operation.target, found) };
}

function goneWords(target: Target): string {
  if (target.type === "session") {
    return `Session ${escapeText(shortId(target.session.sessionId))} is offline. Ask again once it is back.`;
  }
  return "It was deleted in the meantime. Look at `/ngrok ingresses`.";
}

function changedWords(reviewed: Target, found: Target): string {
  if (reviewed.type === "session" && found.type === "session") {
    const before = `Approved: ${sessionWords(reviewed.session)}. Now: ${sessionWords(found.session)}.`;
    const others = (["credentialId", "os", "metadata"] as const).filter(
      (field) => reviewed.session[field] !== found.session[field],
    );
    const names = others.map((field) => (field === "credentialId" ? "credential" : field));
    return names.length === 0 ? before : `${before} Also changed: ${names.join(", ")}.`;
  }
  if (reviewed.type === "ingress" && found.type === "ingress") {
    const fields = (["domain", "description", "metadata", "certificate"] as const).filter(
      (field) => reviewed.ingress[field] !== found.ingress[field],
    );
    return `Changed since it was reviewed: ${fields.length === 0 ? "its id" : fields.join(", ")}.`;
  }
  return "It exists already. Look at `/ngrok ingresses`.";
}

function sessionWords(session: { sessionId: string; agentVersion: string }): string {
  return `${escapeText(shortId(session.sessionId))}, ${version(session.agentVersion)}`;
}

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
        body: resolution?.note ? quotedSentence(resolution.note, 300) : "",
      };
  }
}

function leftWords(operation: Operation, by: string): Words {
  const { problem } = operation;
  const call = problem?.code === "too-late" ? problem.call : "restart";
  const noun = verbs(call).noun;
  return {
    title: `The ${noun} of ${subjectName(operation.target)} is not run.`,
    body: `${by} left it. ${operation.updateAcceptedAt ? NEXT_RESTART : NOTHING}`,
  };
}
