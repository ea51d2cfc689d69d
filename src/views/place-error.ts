import type { ContextBlock, KnownBlock } from "@slack/types";
import { clean, cut, plain } from "./text.ts";

const LONGEST_ERROR = 1000;

/** Blocks with an error's plain text under the input that it belongs to, or above all where that is not shown. */
export function placeError(
  blocks: readonly KnownBlock[],
  error: { text: string; blockId: string | null } | null,
): KnownBlock[] {
  if (error === null) return [...blocks];
  const line: ContextBlock = {
    type: "context",
    elements: [plain(`⚠ ${cut(clean(error.text), LONGEST_ERROR)}`)],
  };
  const at = error.blockId === null ? -1 : blocks.findIndex((block) => block.block_id === error.blockId);
  return [...blocks.slice(0, at + 1), line, ...blocks.slice(at + 1)];
}
