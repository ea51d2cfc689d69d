import { type Operation, stoppedBy } from "../../operations/operation.ts";
import { isUnread } from "../../operations/target.ts";
import { inBlocks, quoted, shown, when } from "../operation-words.ts";
import { escapeText, mention, shortId, slackDate } from "../text.ts";
import { approvalsPart, approvedPeople } from "./approval-words.ts";
import { isPlanned } from "./request-words.ts";
import { resumptionWords } from "./resumption-words.ts";

/** A card's third line: until when, who asked, who is on it. Parted by dots, empty parts left out. */
export function cardContext(operation: Operation): string {
  return contextParts(operation)
    .filter((part) => part !== "")
    .join(" · ");
}

function contextParts(operation: Operation): string[] {
  if (operation.state === "awaiting-approval")
    return [expiry(operation), approvalsPart(operation), ...targetParts(operation)];
  return [...peopleParts(operation), ...attentionParts(operation)];
}

function expiry({ expiresAt, request }: Operation): string {
  return expiresAt ? `Expires ${when(inBlocks, expiresAt, request.at)}` : "";
}

function targetParts({ target, subjectId }: Operation): string[] {
  if (isUnread(target)) return [escapeText(subjectId)];
  if (target.type === "session") {
    const { sessionId, os, region, ip } = target.session;
    return [`Session ${escapeText(shortId(sessionId))}`, shown(os, 20), shown(region, 20), shown(ip, 45)];
  }
  if (target.type === "ingress")
    return [described(target.ingress.description), escapeText(target.ingress.ingressId)];
  return [described(target.fields.description)];
}

function described(description: string): string {
  return description.trim() === "" ? "" : quoted(description, 60);
}

function peopleParts(operation: Operation): string[] {
  const { approval, postponement, resumption, state } = operation;
  // While a call is under way its words already name who approved.
  const isNamed = operation.call !== null || state === "scheduled";
  return [
    askedPart(operation),
    approval && !isNamed ? `approved by ${approvedPeople(operation).map(mention).join(" and ")}` : "",
    postponement && operation.endedAt === null ? `postponed by ${mention(postponement.by)}` : "",
    resumption ? `${resumptionWords(resumption.how)} by ${mention(resumption.by)}` : "",
  ];
}

/** A card that nobody had to approve is new to Slack as it starts: to name who asked would ping him for nothing. */
function askedPart(operation: Operation): string {
  const { by, reason } = operation.request;
  const isBlank = reason.trim() === "";
  if (isStarting(operation)) return isBlank ? "" : `Reason: ${quoted(reason, 80)}`;
  return `Asked by ${mention(by)}${isBlank ? "" : `: ${quoted(reason, 80)}`}`;
}

function isStarting(operation: Operation): boolean {
  if (operation.approval) return false;
  return operation.call !== null || (operation.state === "scheduled" && !isPlanned(operation));
}

function attentionParts(operation: Operation): string[] {
  const { attention } = operation;
  const stopped = stoppedBy(operation);
  if (operation.state !== "needs-attention" || !attention) return [];
  const { ownedBy, lookedAt } = attention;
  const looks = operation.departure !== null;
  return [
    stopped ? `due ${when(inBlocks, stopped.dueAt, stopped.foundAt)}` : "",
    ownedBy ? `${mention(ownedBy.by)} has been on it since ${slackDate(ownedBy.at)}` : "",
    looks ? (lookedAt ? `last look ${slackDate(lookedAt)}` : "looking again…") : "",
  ];
}
