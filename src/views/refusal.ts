import type { Refusal } from "../operations/events.ts";
import type { Operation } from "../operations/operation.ts";
import { approvalsNeededWords } from "./card/approval-words.ts";
import { offerLabel } from "./card/card-actions.ts";
import { cardWords } from "./card/card-words.ts";
import { offers } from "./card/offers.ts";
import { callOf, inBlocks, operationName, subjectName, verbs } from "./operation-words.ts";
import { mention, slackDate } from "./text.ts";

/**
 * Why a click changed nothing, for the one who clicked: who was first and when, and what to do next. For mrkdwn.
 * @param takenLink to the card of the operation that holds the session, where that is the reason
 */
export function refusalText(refusal: Refusal, operation: Operation, takenLink: string | null = null): string {
  switch (refusal.code) {
    case "already-decided":
      return `${firstWords(operation)} ${nextWords(operation)}`;
    case "own-request":
      return ownWords(operation);
    case "approved-already":
      return approvedAlready(operation, refusal.at);
    case "expired":
      return `This request ${operation.expiresAt ? `expired at ${slackDate(operation.expiresAt)}` : "has expired"}. *Ask again* on the card asks anew.`;
    case "chosen-time-passed":
      return `The chosen time, ${slackDate(refusal.chosenAt, "date-time")}, has passed, so nothing was approved. Ask again with a later time.`;
    case "postponed-too-far":
      return `At most 7 days ahead: choose a time before ${slackDate(refusal.latest, "date-time")}.`;
    case "time-in-past":
      return "This time has passed. Choose one that is still to come.";
    case "earlier-than-planned":
      return `It is planned for ${slackDate(refusal.plannedAt, "date-time")}, and can only be moved to a later time.`;
    case "owned":
      return `${mention(refusal.by)} has been on it since ${slackDate(refusal.at, "date-time")}.`;
    case "session-reported":
      return "Another change has reported this session as the one that came back to it. `/ngrok history` tells which.";
    case "too-late-to-cancel":
      return lateWords(operation);
    case "session-taken":
      return takenWords(refusal.by, takenLink);
    case "not-offered":
      return `This is not possible now. ${stateWords(operation)} ${nextWords(operation)}`;
  }
}

function approvedAlready(operation: Operation, at: Date): string {
  const yours = `You approved it at ${slackDate(at)}, which counts.`;
  if (operation.state !== "awaiting-approval") return `${yours} Another approver has to let it run.`;
  return `${yours} ${approvalsNeededWords(operation)} Another approver has to press *Approve*.`;
}

function ownWords({ state }: Operation): string {
  const menu = " *Ask someone else* and *Cancel* are in the card's ⋯ menu.";
  return `You asked for this yourself, so another approver has to decide.${state === "awaiting-approval" ? menu : ""}`;
}

function lateWords(operation: Operation): string {
  const call = operation.call?.name ?? callOf(operation.kind);
  const { base } = verbs(operation.state === "confirming" && call === "update" ? "restart" : call);
  const at = operation.call ? ` at ${slackDate(operation.call.startedAt)}` : "";
  return `Too late: ngrok was told to ${base} ${subjectName(operation.target)}${at}. The card will say what became of it.`;
}

function takenWords(by: Operation, link: string | null): string {
  const card = link === null ? "" : ` See <${link}|its card>.`;
  return `${operationName(by)}, asked by ${mention(by.request.by)} at ${slackDate(by.request.at, "date-time")}, is still under way, so nothing else can be done to it now.${card}`;
}

/** Who decided, and when. */
function firstWords(operation: Operation): string {
  const { approval, denial, cancellation, resolution, supersession } = operation;
  const was = (what: string, person: { by: string; at: Date }) =>
    `${mention(person.by)} was first: ${what} at ${slackDate(person.at)}.`;
  if (resolution?.by) return was("resolved", { by: resolution.by, at: resolution.at });
  if (denial) return was("denied", denial);
  if (cancellation) return was("cancelled", cancellation);
  if (operation.state === "expired") return "The request has expired.";
  if (supersession) return `${stateWords(operation)}`;
  return approval ? `${was("approved", approval)} ${stateWords(operation)}` : stateWords(operation);
}

/** A card that asks has a question for its title; here its state is said instead. */
function stateWords(operation: Operation): string {
  const { state, problem } = operation;
  const name = operationName(operation);
  if (state === "awaiting-approval") return `${name} waits for approval.`;
  const asks = problem?.code === "ambiguous" || problem?.code === "call-unknown";
  if (state === "needs-attention" && asks) return `${name} needs a person.`;
  return cardWords(operation, inBlocks).title;
}

function nextWords(operation: Operation): string {
  const offered = offers(operation);
  if (operation.state === "requested") return "Its card is still to come.";
  const labels = offered.map((offer) => `*${offerLabel(offer, operation)}*`);
  if (labels.length === 0) return "There is nothing left to do here.";
  // Named first: a full stop after the dots of "Postpone…" would look like a fourth.
  if (labels.length === 1) return `${labels[0]} is on the card.`;
  return `${labels.slice(0, -1).join(", ")} and ${labels.at(-1)} are on the card.`;
}
