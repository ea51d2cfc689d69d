import type { ActionsBlock, Button, SectionBlock } from "@slack/types";
import { actions, commandName } from "../ids.ts";
import { isUnfinished, type Operation } from "../operations/operation.ts";
import { cardWords } from "./card/card-words.ts";
import { resumptionWords } from "./card/resumption-words.ts";
import type { Message } from "./message.ts";
import { waitsFor } from "./open-waits.ts";
import { type ListedOperation, linkWords, listRow, writingFor } from "./operation-list-row.ts";
import { code, count, operationName, quoted, type Writing, when } from "./operation-words.ts";
import { escapeText, mention, mrkdwn, plain, shortId, slackDate } from "./text.ts";

export const historyPerPage = 8;

export interface HistoryView {
  /** Those of this page, newest first. */
  rows: readonly ListedOperation[];
  /** The session or ingress whose story it is; null for everything. */
  subjectId: string | null;
  /** Where this page begins; null on the newest. */
  cursor: string | null;
  nextCursor: string | null;
  /** Who put it before the whole channel; it then has no buttons to page through. */
  sharedBy: string | null;
}

/** What was asked, approved, denied and run, and how it ended. */
export function historyList(list: HistoryView): Message {
  if (list.rows.length === 0 && list.cursor === null) return nothingYet(list);
  const about = list.subjectId === null ? "" : ` of ${code(subjectWords(list.subjectId))}`;
  const heading = `History${about}, ${list.cursor === null ? "newest first" : "older"}`;
  const shared = list.sharedBy === null ? "" : `\nShared by ${mention(list.sharedBy)}`;
  const rows = list.rows.map((row) => historyRow(row, writingFor(list.sharedBy)));
  const buttons = list.sharedBy === null ? [pagingButtons(list)] : [];
  return {
    text: `${heading.replaceAll("`", "")}: ${pageWords(list)}.`,
    blocks: [{ type: "section", text: mrkdwn(`*${heading}*`.concat(shared)) }, ...rows, ...buttons],
  };
}

/** What a page holds; a first page is not the whole where another follows. */
function pageWords({ rows, cursor, nextCursor }: HistoryView): string {
  const changes = count(rows.length, "change");
  return cursor === null && nextCursor !== null ? `the newest ${changes}` : changes;
}

/** An ingress that was never created has its domain for an id. */
function subjectWords(subjectId: string): string {
  return subjectId.replace(/^domain:/, "");
}

function historyRow({ operation, link }: ListedOperation, writing: Writing): SectionBlock {
  const head = [`*${operationName(operation)}*`, idWords(operation), cardLinkWords(operation, link)];
  return listRow([
    head.filter((part) => part !== "").join(" · "),
    endWords(operation, writing),
    askedWords(operation, writing),
  ]);
}

function cardLinkWords(operation: Operation, link: string | null): string {
  return operation.saidInForm ? "no card: its form said so" : linkWords(link);
}

/** Both where a restart was confirmed; what is said of its end has the new one in full. */
function idWords({ target, subjectId, report, createdIngressId }: Operation): string {
  if (target.type === "new-ingress") return createdIngressId ? code(createdIngressId) : "";
  if (!report) return code(subjectId);
  return `${escapeText(shortId(subjectId))} → ${escapeText(shortId(report.newSessionId))}`;
}

function askedWords(operation: Operation, writing: Writing): string {
  const { request, approval, updateAcceptedAt, postponement, resumption } = operation;
  const did = (what: string, { by, at }: { by: string; at: Date }) =>
    `${what} by ${writing.person(by)} ${when(writing, at, request.at)}`;
  const reason = request.reason.trim() === "" ? "" : `: ${quoted(request.reason, 120)}`;
  const steps = [
    `Asked by ${writing.person(request.by)} ${slackDate(request.at, "date-time")}${reason}`,
    approval ? did("approved", approval) : "",
    updateAcceptedAt ? `ngrok started the update ${when(writing, updateAcceptedAt, request.at)}` : "",
    postponement
      ? `${did("postponed", postponement)} to ${when(writing, postponement.until, request.at)}`
      : "",
    resumption ? did(resumptionWords(resumption.how), resumption) : "",
  ];
  return steps.filter((step) => step !== "").join(" · ");
}

function endWords(operation: Operation, writing: Writing): string {
  if (isUnfinished(operation.state)) return `Unfinished. ${waitsFor(operation, writing)}`;
  const { title, body } = cardWords(operation, writing);
  if (operation.state === "needs-attention") return `Needs a person: ${title} ${body}`.trim();
  const at = operation.endedAt ? ` ${when(writing, operation.endedAt, operation.request.at)}` : "";
  return `Ended${at}: ${title} ${body}`.trim();
}

function pagingButtons({ subjectId, cursor, nextCursor }: HistoryView): ActionsBlock {
  const elements: Button[] = [];
  if (nextCursor !== null) elements.push(button("Older", actions.history.older, nextCursor, subjectId));
  if (cursor !== null) elements.push(button("Newest", actions.history.newest, null, subjectId));
  elements.push(button("Share here", actions.history.share, cursor, subjectId));
  return { type: "actions", elements };
}

function button(text: string, actionId: string, cursor: string | null, subjectId: string | null): Button {
  return { type: "button", text: plain(text), action_id: actionId, value: historyValue(cursor, subjectId) };
}

/** `cursor id`, as a button carries it; either may be empty. */
function historyValue(cursor: string | null, subjectId: string | null): string {
  return `${cursor ?? ""} ${subjectId ?? ""}`;
}

function nothingYet({ subjectId }: HistoryView): Message {
  const text =
    subjectId === null
      ? "Nothing was asked of this bot yet."
      : `Nothing was asked of this bot for ${code(subjectWords(subjectId))}.`;
  const next =
    subjectId === null
      ? `\`${commandName} session update\` asks for a first update, \`${commandName} sessions\` lists what is online.`
      : `\`${commandName} history\` shows what was asked for all others.`;
  return {
    text: text.replaceAll("`", ""),
    blocks: [{ type: "section", text: mrkdwn(`${text}\n${next}`) }],
  };
}
