import type { Operation } from "../../operations/operation.ts";
import { changedSince } from "../../operations/seen-fields.ts";
import type { SessionSnapshot, Target } from "../../operations/target.ts";
import {
  capitalised,
  isSession,
  operationName,
  quotedSentence,
  subjectFirst,
  subjectName,
  type Writing,
  when,
} from "../operation-words.ts";
import { escapeText, shortId } from "../text.ts";
import { version } from "./report-words.ts";
import type { Words } from "./words.ts";

export const NOTHING = "Nothing changed.";
export const NEXT_RESTART = "The new version runs from its next restart.";

/** What is left of a change that nobody lets run: a try without an answer may have changed something. */
export function leftWhere({ departure }: Operation, otherwise: string): string {
  return departure ? "An earlier try got no answer; whether it took effect is not known." : otherwise;
}

export function deniedWords(operation: Operation, writing: Writing): Words {
  const { denial } = operation;
  const why = denial ? `${capitalised(writing.person(denial.by))}: ${quotedSentence(denial.reason)} ` : "";
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
  const forStop = cancellation?.forStopBy ? "A stop was asked for instead. " : "";
  return {
    title: `${what} cancelled${by}.`,
    body: `${forStop}${leftWhere(operation, inWait ? NEXT_RESTART : NOTHING)}`,
  };
}

export function supersededWords(operation: Operation): Words {
  const found = operation.supersession?.found ?? null;
  const name = subjectFirst(operation.target);
  if (operation.supersession?.during === "waiting") return overtakenWords(operation);
  const so = operation.departure ? "so it was not run again" : "so nothing was run";
  if (!found) {
    return { title: `${name} is gone, ${so}.`, body: goneWords(operation) };
  }
  if (operation.target.type === "new-ingress") {
    return { title: `${name} exists already, so nothing was run.`, body: "Look at `/ngrok ingresses`." };
  }
  return { title: `${name} changed, ${so}.`, body: changedWords(operation, found) };
}

/** The restart of an update that came second: what its own calls did stays true. */
function overtakenWords({ target, departure, subjectId, updateAcceptedAt }: Operation): Words {
  const update = updateAcceptedAt
    ? "The update has started; a restart since then runs the new version."
    : "Whether its update took effect is not known.";
  return {
    title: `Another change came first, so ${subjectName(target)} was not restarted${departure ? " again" : ""}.`,
    body: `Session ${escapeText(shortId(subjectId))} is gone; \`/ngrok history\` has the other change. ${update}`,
  };
}

function goneWords({ target, subjectId }: Operation): string {
  if (isSession(target)) {
    return `Session ${escapeText(shortId(subjectId))} is offline. Ask again once it is back.`;
  }
  return "It was deleted in the meantime. Look at `/ngrok ingresses`.";
}

function changedWords({ target: reviewed, approval }: Operation, found: Target): string {
  if (reviewed.type === "session" && found.type === "session") {
    return changedSession(reviewed.session, found.session, approval !== null);
  }
  if (reviewed.type === "unread-ingress" && found.type === "ingress") {
    const fields = changedSince(reviewed.seen, found.ingress);
    return `Changed since the form was opened: ${fields.length === 0 ? "its domain" : fields.join(", ")}.`;
  }
  if (reviewed.type === "ingress" && found.type === "ingress") {
    const fields = (["domain", "description", "metadata", "certificate"] as const).filter(
      (field) => reviewed.ingress[field] !== found.ingress[field],
    );
    return `Changed since it was reviewed: ${fields.length === 0 ? "its id" : fields.join(", ")}.`;
  }
  return "Look at `/ngrok ingresses`.";
}

const identity = { credentialId: "credential", os: "OS", metadata: "metadata" } as const;

function changedSession(reviewed: SessionSnapshot, found: SessionSnapshot, isApproved: boolean): string {
  const fields = (["credentialId", "os", "metadata"] as const).filter(
    (field) => reviewed[field] !== found[field],
  );
  const names = fields.map((field) => identity[field]).join(", ");
  const isSame = reviewed.sessionId === found.sessionId && reviewed.agentVersion === found.agentVersion;
  if (isSame) return `Changed since ${isApproved ? "its approval" : "it was asked for"}: ${names}.`;
  const before = `${isApproved ? "Approved" : "Asked for"}: ${sessionWords(reviewed)}. Now: ${sessionWords(found)}.`;
  return names === "" ? before : `${before} Also changed: ${names}.`;
}

function sessionWords(session: { sessionId: string; agentVersion: string }): string {
  return `${escapeText(shortId(session.sessionId))}, ${version(session.agentVersion)}`;
}
