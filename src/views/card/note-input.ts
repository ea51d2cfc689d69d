import type { InputBlock } from "@slack/types";
import { plain } from "../text.ts";

// Fits a card's third line and a thread reply; what is longer belongs elsewhere.
const LONGEST_NOTE = 500;

/** A required text. Its action bears its block's name. */
export function noteInput(blockId: string, label: string, hint: string): InputBlock {
  return {
    type: "input",
    block_id: blockId,
    label: plain(label),
    hint: plain(hint),
    element: {
      type: "plain_text_input",
      action_id: blockId,
      multiline: true,
      min_length: 1,
      max_length: LONGEST_NOTE,
    },
  };
}
