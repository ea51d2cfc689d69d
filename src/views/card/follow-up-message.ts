import type { KnownBlock } from "@slack/types";
import type { Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { code, inBlocks, inText, listThatFits, subjectName, type Writing, when } from "../operation-words.ts";
import { escapeText, mention, mrkdwn } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { urlList } from "./url-list.ts";
import { plainText, type Words } from "./words.ts";

const LONGEST_LIST = 1200;
const MOST_URLS = 8;

/**
 * The message in the card's thread that tells of a restart before it is called, and is edited into its
 * report. It mentions the requester from the first, since an edit notifies nobody. With `isCallNext` the restart
 * is about to be called; otherwise a planned one is only due, be it now or, put off once more, tomorrow.
 */
export function followUpMessage(operation: Operation, { isCallNext = false } = {}): Message {
  const words = (writing: Writing) => followUpWords(operation, writing, isCallNext);
  const { title, body } = words(inBlocks);
  const head = `*${title}* ${mention(operation.request.by)}`;
  const lines = detailLines(operation, body);
  const blocks: KnownBlock[] = [{ type: "section", text: mrkdwn(body === "" ? head : `${head}\n${body}`) }];
  if (lines.length > 0) blocks.push({ type: "section", text: mrkdwn(lines.join("\n")) });
  return { text: plainText(words(inText)), blocks };
}

function followUpWords(operation: Operation, writing: Writing, isCallNext: boolean): Words {
  const { state, call, departure } = operation;
  const isPlanned = state === "scheduled" || state === "waiting";
  const isCalling = state === "restarting" && !departure?.deadlineAt && !call?.error;
  if (!isPlanned && !isCalling) return cardWords(operation, writing);
  const title =
    isCalling || isCallNext ? `Restarting ${subjectName(operation.target)}.` : dueTitle(operation, writing);
  return { title, body: "Its new session id follows in this message." };
}

function dueTitle({ target, runAt, updateAcceptedAt, request }: Operation, writing: Writing): string {
  const at = runAt ? `due at ${when(writing, runAt, updateAcceptedAt ?? request.at)}` : "next";
  return `The restart of ${subjectName(target)} is ${at}.`;
}

/** `body` stands above them: what is missing is not named twice. */
function detailLines(operation: Operation, body: string): string[] {
  const { target, report, problem } = operation;
  const old = target.type === "session" ? [`Old session ${code(target.session.sessionId)}`] : [];
  if (report) {
    const isSaid = report.missingUrls.every((url) => body.includes(escapeText(url)));
    return [
      ...old,
      ...urlLine("Back", report.backUrls),
      ...urlLine("Missing", isSaid ? [] : report.missingUrls),
    ];
  }
  if (problem?.code === "ambiguous" && problem.candidates.length > 0) {
    const ids = problem.candidates.map((candidate) => code(candidate.sessionId));
    return [...old, `New sessions that fit: ${listThatFits(ids, LONGEST_LIST)}`];
  }
  return [...old, ...urlLine("Down", missing(operation) ? (operation.departure?.urls ?? []) : [])];
}

function missing(operation: Operation): boolean {
  return operation.state === "needs-attention" && operation.problem?.code === "not-back";
}

function urlLine(label: string, urls: readonly string[]): string[] {
  return urls.length === 0
    ? []
    : [urlList(`${label}:`, urls.map(escapeText), { max: LONGEST_LIST, most: MOST_URLS })];
}
