import { approversOf } from "../../operations/lifecycle-approval.ts";
import type { Notice, Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { inBlocks, inText, operationName, type Writing } from "../operation-words.ts";
import { mention, mrkdwn } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { unmarked } from "./words.ts";

const MOST_MENTIONS = 20;

/** Whether it calls for a person who is still wanted: what it tells of may be over before Slack takes it. */
export function callsForPerson({ state, notices }: Operation, notice: Notice): boolean {
  if (notice.kind !== "needs-attention" || state !== "needs-attention") return false;
  return !notices.some(({ kind, at }) => kind === "needs-attention" && at > notice.at);
}

/**
 * The one thread reply that pings: requester, but for a success approver too, and whomever the notice names. One that
 * called for a person and comes late pings nobody.
 */
export function noticeMessage(
  operation: Operation,
  notice: Notice,
  { approverPing }: { approverPing: readonly string[] },
): Message {
  const people = mentioned(operation, notice, approverPing).slice(0, MOST_MENTIONS).map(mention).join(" ");
  return {
    text: unmarked(noticeLine(operation, notice, { people, writing: inText })),
    blocks: [{ type: "section", text: mrkdwn(noticeLine(operation, notice, { people, writing: inBlocks })) }],
  };
}

function noticeLine(
  operation: Operation,
  notice: Notice,
  { people, writing }: { people: string; writing: Writing },
): string {
  const bold = (text: string) => (writing === inBlocks ? `*${text}*` : text);
  if (isOver(operation, notice)) {
    const wanted = notice.kind === "asked" ? "waited for an approval" : "needed a person for a while";
    return `${bold(`${operationName(operation)} ${wanted}.`)} The card says how it stands now.`;
  }
  if (notice.kind === "asked") {
    const by = mention(operation.request.by);
    return `${people}: ${bold(`${operationName(operation)}?`)} ${by} asks you to approve it on the card above.`;
  }
  const { title, body } = cardWords(operation, writing);
  const next = notice.kind === "needs-attention" ? " The card has the buttons." : "";
  return `${people}: ${bold(title)} ${body}${next}`.trim();
}

function isOver(operation: Operation, notice: Notice): boolean {
  if (notice.kind === "asked") return operation.state !== "awaiting-approval";
  return notice.kind === "needs-attention" && !callsForPerson(operation, notice);
}

/** Where nobody who is mentioned anyway could let it run on, those are who approve. */
function othersWanted({ problem, approval }: Operation): boolean {
  if (problem?.code !== "held") return false;
  return problem.because.code === "approval-lost" || approval === null;
}

function mentioned(operation: Operation, notice: Notice, approverPing: readonly string[]): string[] {
  if (isOver(operation, notice)) return [];
  if (notice.kind === "asked") return notice.mentions;
  const { request, denial } = operation;
  const decided = operation.approval || !denial ? approversOf(operation) : [denial.by];
  const approvers = notice.kind === "succeeded" ? [] : decided;
  const others = notice.kind === "needs-attention" && othersWanted(operation) ? approverPing : [];
  return [...new Set([request.by, ...approvers, ...notice.mentions, ...others])];
}
