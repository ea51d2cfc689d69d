import type { CallName, Operation, OperationKind } from "../operations/operation.ts";
import type { Target } from "../operations/target.ts";
import { clean, cut, escapeText, mention, slackDate, utc } from "./text.ts";

const LONGEST_NAME = 60;
// DNS allows no longer domain; what is longer came from elsewhere.
const LONGEST_DOMAIN = 253;

/** The one verb of each call, as people read it. */
const callVerbs: Record<CallName, { base: string; ing: string; done: string; noun: string }> = {
  update: { base: "update", ing: "updating", done: "updated", noun: "update" },
  restart: { base: "restart", ing: "restarting", done: "restarted", noun: "restart" },
  stop: { base: "stop", ing: "stopping", done: "stopped", noun: "stop" },
  create: { base: "create", ing: "creating", done: "created", noun: "creation" },
  edit: { base: "edit", ing: "editing", done: "edited", noun: "edit" },
  delete: { base: "delete", ing: "deleting", done: "deleted", noun: "deletion" },
};

export function callOf(kind: OperationKind): CallName {
  const calls: Record<OperationKind, CallName> = {
    "session-update": "update",
    "session-restart": "restart",
    "session-stop": "stop",
    "ingress-create": "create",
    "ingress-edit": "edit",
    "ingress-delete": "delete",
  };
  return calls[kind];
}

export function verbs(call: CallName) {
  return callVerbs[call];
}

/** What the operation is about, as mrkdwn: `edge-07`, or `ingress edge.example.com`. */
export function subjectName(target: Target): string {
  if (isSession(target)) {
    const id = target.type === "session" ? target.session.sessionId : target.sessionId;
    return shown(target.name, LONGEST_NAME) || shown(id.slice(-6), LONGEST_NAME) || "?";
  }
  return `ingress ${shown(domainOf(target), LONGEST_DOMAIN) || "?"}`;
}

export function isSession(target: Target): target is Extract<Target, { type: "session" | "unread-session" }> {
  return target.type === "session" || target.type === "unread-session";
}

/** The domain of an ingress, as it is; empty for a session. */
export function domainOf(target: Target): string {
  if (target.type === "ingress") return target.ingress.domain;
  if (target.type === "new-ingress") return target.fields.domain;
  return target.type === "unread-ingress" ? target.domain : "";
}

/** The same at the start of a sentence; a device's own name keeps its letters. */
export function subjectFirst(target: Target): string {
  const name = subjectName(target);
  return isSession(target) ? name : capitalised(name);
}

/** As in `Update of edge-07`. */
export function operationName(operation: Operation): string {
  return capitalised(`${verbs(callOf(operation.kind)).noun} of ${subjectName(operation.target)}`);
}

/** A foreign string on one line, for mrkdwn. */
export function shown(text: string, max: number): string {
  return escapeText(cut(oneLine(clean(text)), max));
}

/** A person's or a machine's own words, between quotation marks. */
export function quoted(text: string, max = 200): string {
  return `“${shown(text, max)}”`;
}

/** The same as a sentence of its own. */
export function quotedSentence(text: string, max = 200): string {
  const words = quoted(text, max);
  return /[.!?…]”$/.test(words) ? words : `${words}.`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** An id in full, ready to be copied. */
export function code(id: string): string {
  return `\`${escapeText(oneLine(id))}\``;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function count(number: number, singular: string): string {
  return `${number} ${singular}${number === 1 ? "" : "s"}`;
}

/** As many whole items as fit `max` UTF-16 units, then `and 12 more`. */
export function listThatFits(items: readonly string[], max: number): string {
  return joined(items, { max, most: items.length }, ", ", " ");
}

/** The same below each other, and not more than `most`. */
export function linesThatFit(items: readonly string[], room: { max: number; most: number }): string {
  return joined(items, room, "\n", "\n");
}

function joined(
  items: readonly string[],
  { max, most }: { max: number; most: number },
  between: string,
  beforeRest: string,
): string {
  const rest = (left: number) => `and ${left} more`;
  const room = max - rest(items.length).length - 2;
  const fitting: string[] = [];
  let length = 0;
  for (const item of items.slice(0, most)) {
    length += item.length + 2;
    if (length > room) break;
    fitting.push(item);
  }
  const left = items.length - fitting.length;
  if (left === 0) return fitting.join(between);
  return fitting.length === 0
    ? `${items.length} that ${items.length === 1 ? "is" : "are"} too long to list`
    : `${fitting.join(between)}${beforeRest}${rest(left)}`;
}

/** How instants and people are written: in blocks for the reader's zone, in `text` for anyone's. */
export interface Writing {
  time(at: Date): string;
  dateTime(at: Date): string;
  person(id: string): string;
}

export const inBlocks: Writing = {
  time: (at) => slackDate(at),
  dateTime: (at) => slackDate(at, "date-time"),
  person: mention,
};

export const inText: Writing = {
  time: (at) => utc(at),
  dateTime: (at) => utc(at, "date-time"),
  person: mention,
};

const TODAY_MS = 12 * 60 * 60 * 1000;

/** With its day where `at` is far from `from`. */
export function when(writing: Writing, at: Date, from: Date): string {
  const isFar = Math.abs(at.getTime() - from.getTime()) > TODAY_MS;
  return isFar ? writing.dateTime(at) : writing.time(at);
}
