import { modals } from "../../ids.ts";
import type { Operation } from "../../operations/operation.ts";
import type { Modal } from "../message.ts";
import { inBlocks } from "../operation-words.ts";
import { mrkdwn, plain } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { noteInput } from "./note-input.ts";

export const denyBlock = "deny-reason";

export function denyModal(operation: Operation): Modal {
  return {
    type: "modal",
    callback_id: modals.deny,
    private_metadata: operation.id,
    title: plain("Deny"),
    submit: plain("Deny"),
    close: plain("Back"),
    blocks: [
      { type: "section", text: mrkdwn(`*${cardWords(operation, inBlocks).title}*`) },
      noteInput(denyBlock, "Why not?", "The requester is told"),
    ],
  };
}
