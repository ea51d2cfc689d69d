import type { SectionBlock } from "@slack/types";
import type { Operation } from "../operations/operation.ts";
import { cardWords } from "./card/card-words.ts";
import { waitsFor, waitsForItsCall } from "./open-waits.ts";
import { type ListedOperation, linkWords, listRow } from "./operation-list-row.ts";
import { operationName, quoted, type Writing } from "./operation-words.ts";
import { slackDate } from "./text.ts";

/** An open operation: its state and device, what it waits for, who asked and since when, and its card. */
export function openRow({ operation, link }: ListedOperation, writing: Writing): SectionBlock {
  const { request } = operation;
  const reason = request.reason.trim() === "" ? "" : `: ${quoted(request.reason, 120)}`;
  return listRow([
    `*${titleOf(operation, writing)}*`,
    isSaidInTitle(operation) ? "" : waitsFor(operation, writing),
    `Asked by ${writing.person(request.by)} ${slackDate(request.at, "date-time")}${reason} · ${linkWords(link)}`,
  ]);
}

/** A card says of what is called next that it runs; beside what it still waits for that would be untrue. */
function titleOf(operation: Operation, writing: Writing): string {
  return waitsForItsCall(operation) ? `${operationName(operation)}.` : cardWords(operation, writing).title;
}

/** `edge-07 restarts at 03:02:45.` is what it waits for. */
function isSaidInTitle(operation: Operation): boolean {
  const { state, runAt } = operation;
  return runAt !== null && (state === "waiting" || (state === "scheduled" && !waitsForItsCall(operation)));
}
