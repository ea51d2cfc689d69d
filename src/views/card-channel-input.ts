import type { InputBlock } from "@slack/types";
import { inputAction } from "./approval-inputs.ts";
import { plain } from "./text.ts";

export const cardChannelBlock = "card-channel";

/** Where a change is asked for outside of any channel that approvers read. */
export function cardChannelInput(chosen: string | null): InputBlock {
  return {
    type: "input",
    block_id: cardChannelBlock,
    label: plain("Channel for the card"),
    hint: plain("It asks the approvers there; the bot must be in that channel."),
    element: {
      type: "conversations_select",
      action_id: inputAction,
      filter: { include: ["public", "private"], exclude_bot_users: true },
      placeholder: plain("A channel that approvers read"),
      ...(chosen === null ? {} : { initial_conversation: chosen }),
    },
  };
}
