import type { KnownBlock } from "@slack/types";
import type { Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { code, inBlocks, inText, listThatFits, subjectName, type Writing } from "../operation-words.ts";
import { escapeText, mention, mrkdwn } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { plainText, type Words } from "./words.ts";

const LONGEST_LIST = 1200;

/**
 * The message in the card's thread that tells of a restart before it is called, and is edited into its
 * report. It mentions the requester from the first, since an edit notifies nobody.
 */
export function followUpMessage(operation: Operation): Message {
  const { title, body } = followUpWords(operation, inBlocks);
  const head = `*${title}* ${mention(operation.request.by)}`;
  const lines = detailLines(operation);
  const blocks: KnownBlock[] = [{ type: "section", text: mrkdwn(body === "" ? head : `${head}\n${body}`) }];
  if (lines.length > 0) blocks.push({ type: "section", text: mrkdwn(lines.join("\n")) });
  const inPlain = followUpWords(operation, inText);
  return { text: plainText(inPlain), blocks };
}

/** Posted while the operation still waits, a moment before the call. */
function followUpWords(operation: Operation, writing: Writing): Words {
  const due = operation.state === "scheduled" || operation.state === "waiting";
  const calling = operation.state === "restarting" && !operation.departure?.deadlineAt;
  if (!due && !calling) return cardWords(operation, writing);
  return {
    title: `Restarting ${subjectName(operation.target)}.`,
    body: "Its new session id follows in this message.",
  };
}

function detailLines(operation: Operation): string[] {
  const { target, report, problem } = operation;
  const old = target.type === "session" ? [`Old session ${code(target.session.sessionId)}`] : [];
  if (report) {
    return [...old, ...urlLine("Back", report.backUrls), ...urlLine("Missing", report.missingUrls)];
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
  return urls.length === 0 ? [] : [`${label}: ${listThatFits(urls.map(escapeText), LONGEST_LIST)}`];
}
