import type { Operation } from "../../operations/operation.ts";
import type { Certificate, IngressChanges, IngressSnapshot } from "../../operations/target.ts";
import {
  callOf,
  capitalised,
  quoted,
  quotedSentence,
  subjectFirst,
  subjectName,
  verbs,
  type Writing,
  when,
} from "../operation-words.ts";
import { duration } from "../text.ts";
import { newestVersion, oldVersion } from "./report-words.ts";
import { goesDown, namesGoingDown } from "./served-words.ts";
import type { Words } from "./words.ts";

const OFFLINE_RISK = "a bad configuration can keep it offline";
const DELETE_RISK = "Agents that connect through it may lose ngrok; ngrok does not say more";
// Slack cuts no text of a confirmation: what is longer is refused.
const LONGEST_LIST = 180;

export function awaitingWords(operation: Operation, writing: Writing): Words {
  const asked = askedBy(operation, writing);
  const name = subjectName(operation.target);
  const verb = verbs(callOf(operation.kind)).base;
  return {
    title: `${capitalised(verb)} ${name}?`,
    body: `${asked} ${planWords(operation, writing)}`,
    text: `${writing.person(operation.request.by)} asks to ${verb} ${name}${reasonOf(operation)}`,
  };
}

export function askedBy(operation: Operation, writing: Writing): string {
  const by = `Asked by ${writing.person(operation.request.by)}`;
  const { reason } = operation.request;
  return reason.trim() === "" ? `${by}.` : `${by}: ${quotedSentence(reason)}`;
}

function reasonOf({ request }: Operation): string {
  return request.reason.trim() === "" ? "." : `: ${quotedSentence(request.reason)}`;
}

export function scheduledWords(operation: Operation, writing: Writing): Words {
  const name = subjectFirst(operation.target);
  const by = approvedBy(operation, writing);
  if (!operation.runAt || !isPlanned(operation)) {
    const what = verbs(callOf(operation.kind)).noun;
    return {
      title: `${capitalised(what)} of ${subjectName(operation.target)} is next.`,
      body: `${by}It starts as soon as ngrok has room.`,
    };
  }
  const at = when(writing, operation.runAt, operation.request.at);
  const does = operation.kind === "session-restart" ? "restarts" : `is ${verbs(callOf(operation.kind)).done}`;
  return {
    title: `${name} ${does} at ${at}.`,
    body: `${by}${operation.kind === "session-update" ? laterPlan(operation, writing) : ""}`.trim(),
  };
}

/** Whether its time was chosen, and is not merely the moment of its approval. */
function isPlanned(operation: Operation): boolean {
  const readyAt = operation.approval?.at ?? operation.request.at;
  return operation.runAt !== null && operation.runAt.getTime() - readyAt.getTime() > 5000;
}

export function approvedBy(operation: Operation, writing: Writing): string {
  return operation.approval ? `Approved by ${writing.person(operation.approval.by)}. ` : "";
}

/** What is going to happen, and what goes down with it. */
function planWords(operation: Operation, writing: Writing): string {
  const { target } = operation;
  if (target.type === "new-ingress") return `Certificate: ${certificateWords(target.fields.certificate)}.`;
  if (target.type === "ingress") {
    return operation.kind === "ingress-delete"
      ? `${DELETE_RISK}.`
      : `${changesWords(target.ingress, target.changes)}.`;
  }
  const down = goesDown(target.serves);
  if (operation.kind === "session-stop") return `${down}; only its device can start it again.`;
  if (operation.kind === "session-restart") return `${oldVersion(operation)}. ${down}; ${OFFLINE_RISK}.`;
  const risk = operation.schedule.when === "update-only" ? "Nothing goes down." : `${down}; ${OFFLINE_RISK}.`;
  return `${versionPlan(operation, writing)} ${risk}`;
}

/** The plan of an update whose time stands in the title already. */
function laterPlan(operation: Operation, writing: Writing): string {
  const { schedule } = operation;
  const isAllLater = schedule.when === "all-later";
  return versionPlan(
    isAllLater ? { ...operation, schedule: { ...schedule, when: "now" } } : operation,
    writing,
  );
}

function versionPlan(operation: Operation, writing: Writing): string {
  const { when: choice, chosenAt } = operation.schedule;
  const wait = `restart ${duration(operation.rules.waitMs)} later`;
  const at = chosenAt ? when(writing, chosenAt, operation.request.at) : "";
  const plans = {
    now: `, ${wait}`,
    "restart-later": `, restart at ${at}`,
    "all-later": ` at ${at}, ${wait}`,
    "update-only": ", no restart",
  };
  return `${oldVersion(operation)} → ${newestVersion(operation)}${plans[choice]}.`;
}

/** For the confirmation of *Approve*: plain text, which names what goes down. */
export function approvalWarning(operation: Operation): string {
  const { target } = operation;
  if (target.type === "session") {
    if (operation.schedule.when === "update-only") return "Nothing goes down until it is restarted.";
    const down = namesGoingDown(target.serves, LONGEST_LIST);
    return operation.kind === "session-stop"
      ? `${down} Only its device can start it again.`
      : `${down} A bad configuration can keep it offline.`;
  }
  if (operation.kind === "ingress-delete") return `${DELETE_RISK}.`;
  return operation.kind === "ingress-create" ? "Nothing goes down." : "Agents keep their connections.";
}

export function certificateWords(certificate: Certificate): string {
  const words = { none: "none", rsa: "Let's Encrypt, RSA", ecdsa: "Let's Encrypt, ECDSA" };
  return words[certificate];
}

/** `Description “Edge” → “North”; certificate none → Let's Encrypt, RSA`. */
export function changesWords(ingress: IngressSnapshot, changes: IngressChanges): string {
  const parts: string[] = [];
  const change = (field: string, before: string, after: string) =>
    parts.push(`${field} ${before} → ${after}`);
  if (changes.description !== undefined) {
    change("description", worded(ingress.description), worded(changes.description));
  }
  if (changes.metadata !== undefined) change("metadata", worded(ingress.metadata), worded(changes.metadata));
  if (changes.certificate !== undefined) {
    change("certificate", certificateWords(ingress.certificate), certificateWords(changes.certificate));
  }
  return parts.length === 0 ? "Nothing is to change" : capitalised(parts.join("; "));
}

function worded(text: string): string {
  return text.trim() === "" ? "empty" : quoted(text, 60);
}
