import { modals } from "../../ids.ts";
import type { Operation } from "../../operations/operation.ts";
import type { Modal } from "../message.ts";
import { inBlocks } from "../operation-words.ts";
import { mrkdwn, plain } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { noteInput } from "./note-input.ts";

export const resolveBlock = "resolve-note";

export function resolveModal(operation: Operation): Modal {
  const { title, body } = cardWords(operation, inBlocks);
  return {
    type: "modal",
    callback_id: modals.resolve,
    private_metadata: operation.id,
    title: plain("Mark resolved"),
    submit: plain("Mark resolved"),
    close: plain("Back"),
    blocks: [
      {
        type: "section",
        text: mrkdwn(`*${title}*\n${body}\nOnce it is resolved, the bot no longer looks for it.`),
      },
      noteInput(resolveBlock, "What was done?", "Kept in the history"),
    ],
  };
}
