import { modals } from "../../ids.ts";
import type { Operation } from "../../operations/operation.ts";
import type { Modal } from "../message.ts";
import { inBlocks } from "../operation-words.ts";
import { mrkdwn, plain } from "../text.ts";
import { cardWords } from "./card-words.ts";

export const askBlock = "asked-approver";

export function askSomeoneElseModal(operation: Operation): Modal {
  return {
    type: "modal",
    callback_id: modals.askSomeoneElse,
    private_metadata: operation.id,
    title: plain("Ask someone else"),
    submit: plain("Ask"),
    close: plain("Back"),
    blocks: [
      { type: "section", text: mrkdwn(`*${cardWords(operation, inBlocks).title}*`) },
      {
        type: "input",
        block_id: askBlock,
        label: plain("Approver"),
        hint: plain("A reply in the card's thread tells them."),
        element: { type: "users_select", action_id: askBlock },
      },
    ],
  };
}
