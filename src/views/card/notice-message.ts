import { approversOf } from "../../operations/lifecycle-approval.ts";
import type { Notice, Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { inBlocks, inText, operationName, type Writing } from "../operation-words.ts";
import { mention, mrkdwn } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { unmarked } from "./words.ts";

/** The one thread reply that pings: requester, but for a success approver too, and whomever the notice names. */
export function noticeMessage(operation: Operation, notice: Notice): Message {
  return {
    text: unmarked(noticeLine(operation, notice, inText)),
    blocks: [{ type: "section", text: mrkdwn(noticeLine(operation, notice, inBlocks)) }],
  };
}

function noticeLine(operation: Operation, notice: Notice, writing: Writing): string {
  const bold = (text: string) => (writing === inBlocks ? `*${text}*` : text);
  const people = mentioned(operation, notice).map(mention).join(" ");
  if (notice.kind === "asked") {
    const by = mention(operation.request.by);
    return `${people}: ${bold(`${operationName(operation)}?`)} ${by} asks you to approve it on the card above.`;
  }
  const { title, body } = cardWords(operation, writing);
  const next = notice.kind === "needs-attention" ? " The card has the buttons." : "";
  return `${people}: ${bold(title)} ${body}${next}`.trim();
}

function mentioned(operation: Operation, notice: Notice): string[] {
  if (notice.kind === "asked") return notice.mentions;
  const { request, denial } = operation;
  const decided = operation.approval || !denial ? approversOf(operation) : [denial.by];
  const approvers = notice.kind === "succeeded" ? [] : decided;
  return [...new Set([request.by, ...approvers, ...notice.mentions])];
}
