import type { Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { inBlocks, inText, type Writing } from "../operation-words.ts";
import { mrkdwn } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { plainText, type Words } from "./words.ts";

/** One line about a change that ended, with the way to its card. It mentions nobody, so it pings nobody. */
export function announcementMessage(operation: Operation, cardLink: string | null): Message {
  const inLine = announced(operation, inBlocks);
  const inPlain = announced(operation, inText);
  const link = cardLink === null ? "" : ` <${cardLink}|Card>`;
  return {
    text: plainText(inPlain),
    blocks: [{ type: "section", text: mrkdwn(`*${inLine.title}* ${inLine.body}`.trim() + link) }],
  };
}

function announced(operation: Operation, writing: Writing): Words {
  const { title, body } = cardWords(operation, { ...writing, person: () => "a colleague" });
  return {
    title,
    body: operation.state === "denied" || operation.state === "resolved" ? reportOnly(operation, body) : body,
  };
}

/** What people wrote to each other stays on the card. */
function reportOnly({ report }: Operation, body: string): string {
  return report ? body : "";
}
