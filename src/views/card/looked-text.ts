import type { Operation } from "../../operations/operation.ts";
import { inBlocks } from "../operation-words.ts";
import { slackDate } from "../text.ts";
import { cardWords } from "./card-words.ts";

/** What a look that a person asked for has found, for their eyes. */
export function lookedText(operation: Operation): string {
  const { attention, state } = operation;
  if (state === "needs-attention" && attention?.lookedAt === null) {
    return "The bot has not come to look yet. The card will show what it finds.";
  }
  const { title, body } = cardWords(operation, inBlocks);
  const at =
    state === "needs-attention" && attention?.lookedAt ? `Looked at ${slackDate(attention.lookedAt)}: ` : "";
  return `${at}*${title}* ${body}`.trim();
}
