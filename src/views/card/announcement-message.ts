import type { Operation } from "../../operations/operation.ts";
import type { Message } from "../message.ts";
import { inBlocks, inText, type Writing } from "../operation-words.ts";
import { mrkdwn } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { NOTHING } from "./ended-words.ts";
import { resolvedMatter } from "./resolved-words.ts";
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
  return { title, body: withoutNotes(operation, body) };
}

/** What people wrote to each other stays on the card. */
function withoutNotes(operation: Operation, body: string): string {
  if (operation.state === "denied") return NOTHING;
  return operation.resolution?.how === "noted" ? resolvedMatter(operation) : body;
}
