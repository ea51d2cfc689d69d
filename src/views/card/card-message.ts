import type { KnownBlock } from "@slack/types";
import type { Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { count, inBlocks, inText } from "../operation-words.ts";
import { mention, mrkdwn } from "../text.ts";
import { cardActions } from "./card-actions.ts";
import { cardContext } from "./card-context.ts";
import { cardWords } from "./card-words.ts";
import { plainText } from "./words.ts";

export interface CardContext {
  /** Users or groups who are mentioned while the operation awaits approval, unless its requester picked others first. */
  approverPing: readonly string[];
}

const MOST_MENTIONS = 20;
// More would push what is asked off a phone.
const MOST_ON_TOP = 5;

/** The card of an operation in any state: three lines, then its buttons, then approvers too many for the first line. */
export function cardMessage(operation: Operation, context: CardContext): Message {
  const { title, body } = cardWords(operation, inBlocks);
  const asked = askedOf(operation, context);
  const isCrowd = asked.length > MOST_ON_TOP;
  const bold = asked.length === 0 || isCrowd ? `*${title}*` : `*${title}* ${mentions(asked)}`;
  const line = cardContext(operation);
  const blocks: KnownBlock[] = [{ type: "section", text: mrkdwn(body === "" ? bold : `${bold}\n${body}`) }];
  if (line !== "") blocks.push({ type: "context", elements: [mrkdwn(line)] });
  blocks.push(cardActions(operation));
  if (isCrowd) blocks.push({ type: "section", text: mrkdwn(`Approvers: ${mentions(asked)}`) });
  return { text: cardText(operation), blocks };
}

function cardText(operation: Operation): string {
  return plainText(cardWords(operation, inText));
}

function askedOf(operation: Operation, { approverPing }: CardContext): string[] {
  if (operation.state !== "awaiting-approval") return [];
  const { askedApprovers, askedLater, by } = operation.request;
  const approved = operation.approvals.map((approval) => approval.by);
  const first = askedApprovers.length > 0 ? askedApprovers : approverPing;
  const asked = [...new Set([...first, ...askedLater])].filter((id) => !approved.includes(id));
  // Who may not approve it is not asked to.
  return operation.rules.selfApproval ? asked : asked.filter((id) => id !== by);
}

function mentions(asked: readonly string[]): string {
  const left = asked.length - MOST_MENTIONS;
  const shown = asked.slice(0, MOST_MENTIONS).map(mention).join(" ");
  return `${shown}${left > 0 ? ` and ${count(left, "more approver")}` : ""}`;
}
