import type { KnownBlock, PlainTextOption } from "@slack/types";
import { actions } from "../ids.ts";
import type { Operation } from "../operations/operation.ts";
import { duration, plain } from "./text.ts";

export type When = Operation["schedule"]["when"];

export const whenChoices = ["now", "restart-later", "all-later", "update-only"] as const satisfies When[];

export const whenBlocks = { when: "when", at: "at" } as const;
export const atAction = "value";

/** Whether this choice needs a time. */
export function isChosenTime(when: When): boolean {
  return when === "restart-later" || when === "all-later";
}

export function whenInput(when: When, waitMs: number): KnownBlock {
  const option = (value: When): PlainTextOption => ({ text: plain(label(value, waitMs)), value });
  return {
    type: "input",
    block_id: whenBlocks.when,
    label: plain("When"),
    dispatch_action: true,
    element: {
      type: "radio_buttons",
      action_id: actions.sessions.when,
      options: whenChoices.map(option),
      initial_option: option(when),
    },
  };
}

/** `at` in seconds since the epoch. */
export function atInput(when: When, at: number | null): KnownBlock {
  return {
    type: "input",
    block_id: whenBlocks.at,
    label: plain(when === "all-later" ? "Update and restart at" : "Restart at"),
    hint: plain("In your time zone; at most 7 days ahead."),
    element: {
      type: "datetimepicker",
      action_id: atAction,
      ...(at === null ? {} : { initial_date_time: at }),
    },
  };
}

function label(when: When, waitMs: number): string {
  switch (when) {
    case "now":
      return `Now, restart ${duration(waitMs)} later`;
    case "restart-later":
      return "Update now, restart at a chosen time";
    case "all-later":
      return "Update and restart at a chosen time";
    case "update-only":
      return "Update only; it runs from the agent's next restart";
  }
}
