import type { SectionBlock } from "@slack/types";
import type { Operation } from "../operations/operation.ts";
import { inBlocks, type Writing } from "./operation-words.ts";
import { mrkdwn } from "./text.ts";

/** An operation and the link to its card, null until that is posted. */
export interface ListedOperation {
  operation: Operation;
  link: string | null;
}

/** People are named where only one reads it: in front of a channel each name would ping its owner. */
export function writingFor(sharedBy: string | null): Writing {
  return sharedBy === null ? inBlocks : { ...inBlocks, person: () => "a colleague" };
}

export function linkWords(link: string | null): string {
  return link === null ? "its card is not posted yet" : `<${link}|Card>`;
}

export function listRow(lines: readonly string[]): SectionBlock {
  return { type: "section", text: mrkdwn(lines.filter((line) => line !== "").join("\n")) };
}
