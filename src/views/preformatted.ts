import type { RichTextBlock } from "@slack/types";
import { limits } from "./limits.ts";
import { clean } from "./text.ts";

/** Pieces of at most `max` UTF-16 units that give the text when joined; no character is torn. */
export function pieces(text: string, max: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(start + max, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}

function preformattedBlock(text: string): RichTextBlock {
  return {
    type: "rich_text",
    elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }],
  };
}

/** Foreign text as it is, in as many blocks as it needs. */
export function preformatted(text: string): RichTextBlock[] {
  return pieces(clean(text), limits.sectionText).map(preformattedBlock);
}

/** Lines to be copied, none of them cut or torn; `left` lines did not fit into `maxBlocks`. */
export function preformattedLines(
  lines: string[],
  maxBlocks: number,
  longestBlock: number = limits.sectionText,
): { blocks: RichTextBlock[]; left: number } {
  const chunks: string[] = [];
  let shown = 0;
  for (const line of lines.map(clean)) {
    const joined = chunks.length === 0 ? line : `${chunks[chunks.length - 1]}\n${line}`;
    if (chunks.length > 0 && joined.length <= longestBlock) chunks[chunks.length - 1] = joined;
    else if (chunks.length < maxBlocks) chunks.push(line);
    else break;
    shown += 1;
  }
  return { blocks: chunks.map(preformattedBlock), left: lines.length - shown };
}
