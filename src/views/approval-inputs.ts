import type { KnownBlock } from "@slack/types";
import { cut, plain } from "./text.ts";

/** What an approver is told, and who is asked. */
export interface ApprovalValues {
  reason: string;
  askedApprovers: string[];
}

export const noApprovalValues: ApprovalValues = { reason: "", askedApprovers: [] };

// A card quotes it in three lines.
const LONGEST_REASON = 500;

export const approvalBlocks = { reason: "reason", approvers: "approvers" } as const;
/** Every input of these forms has the same action id; the block's id tells them apart. */
export const inputAction = "value";

export function reasonInput(values: ApprovalValues, required: boolean): KnownBlock {
  return {
    type: "input",
    block_id: approvalBlocks.reason,
    label: plain("Reason"),
    optional: !required,
    element: {
      type: "plain_text_input",
      action_id: inputAction,
      multiline: true,
      max_length: LONGEST_REASON,
      ...(values.reason ? { initial_value: cut(values.reason.toWellFormed(), LONGEST_REASON) } : {}),
    },
  };
}

const MOST_APPROVERS = 5;

/** Slack cannot narrow the choice to approvers; the submit checks it. */
export function approversInput(values: ApprovalValues, selfApproval: boolean): KnownBlock {
  return {
    type: "input",
    block_id: approvalBlocks.approvers,
    label: plain("Who should approve"),
    optional: true,
    hint: plain(`Approvers only${selfApproval ? "" : ", not you"}. Left empty, all approvers are asked.`),
    element: {
      type: "multi_users_select",
      max_selected_items: MOST_APPROVERS,
      action_id: inputAction,
      ...(values.askedApprovers.length > 0 ? { initial_users: values.askedApprovers } : {}),
    },
  };
}
