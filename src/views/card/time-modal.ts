import { modals } from "../../ids.ts";
import type { Operation } from "../../operations/operation.ts";
import type { Modal } from "../message.ts";
import { inBlocks } from "../operation-words.ts";
import { mrkdwn, plain } from "../text.ts";
import { cardWords } from "./card-words.ts";

export const timeBlock = "new-time";

const STEP_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

/** For *Postpone…*. */
export function postponeModal(operation: Operation, now: Date): Modal {
  return timeModal(operation, now, { callbackId: modals.postpone, title: "Postpone", submit: "Postpone" });
}

/** For *Choose time…* on a change that came too late. */
export function chooseTimeModal(operation: Operation, now: Date): Modal {
  return timeModal(operation, now, {
    callbackId: modals.chooseTime,
    title: "Choose time",
    submit: "Set time",
  });
}

function timeModal(
  operation: Operation,
  now: Date,
  { callbackId, title, submit }: { callbackId: string; title: string; submit: string },
): Modal {
  return {
    type: "modal",
    callback_id: callbackId,
    private_metadata: operation.id,
    title: plain(title),
    submit: plain(submit),
    close: plain("Back"),
    blocks: [
      { type: "section", text: mrkdwn(`*${cardWords(operation, inBlocks).title}*`) },
      {
        type: "input",
        block_id: timeBlock,
        label: plain("New time"),
        hint: plain("In your time zone; at most 7 days ahead."),
        element: {
          type: "datetimepicker",
          action_id: timeBlock,
          initial_date_time: suggestedSeconds(operation.runAt ?? now, now),
        },
      },
    ],
  };
}

/** An hour after the present time, on a round figure. */
function suggestedSeconds(planned: Date, now: Date): number {
  const fromMs = Math.max(planned.getTime(), now.getTime());
  return (Math.ceil((fromMs + HOUR_MS) / STEP_MS) * STEP_MS) / 1000;
}
