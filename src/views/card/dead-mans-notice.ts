import type { Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { inBlocks, inText, subjectName, type Writing } from "../operation-words.ts";
import { mrkdwn } from "../text.ts";

/**
 * What Slack itself says in the card's thread when nobody has withdrawn it: it stays true where the bot lives and
 * the report is there.
 */
export function deadMansNotice(operation: Operation, dueAt: Date): Message {
  const body = (writing: Writing) =>
    `A report on the restart of ${subjectName(operation.target)}, due ${writing.time(dueAt)}, belongs above this line. If there is none, check the agent yourself.`;
  return {
    text: `${QUESTION} ${body(inText)}`,
    blocks: [{ type: "section", text: mrkdwn(`*${QUESTION}* ${body(inBlocks)}`) }],
  };
}

const QUESTION = "Is the bot down?";
