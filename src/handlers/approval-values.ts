import type { ViewOutput } from "@slack/bolt";
import type { OperationKind } from "../operations/operation.ts";
import { type ApprovalValues, approvalBlocks, inputAction } from "../views/approval-inputs.ts";
import { approverProblem, reasonMissing } from "../views/approval-problem.ts";
import type { HandlerDeps } from "./deps.ts";
import { typedText } from "./session-submitted.ts";

/** The text of an `errors` answer for each block. */
export type FieldErrors = Record<string, string>;

export function needsApproval(deps: HandlerDeps, kind: OperationKind): boolean {
  return deps.settings.approvalRequired.includes(kind);
}

export function approvalValues(view: ViewOutput): ApprovalValues {
  return {
    reason: typedText(view, approvalBlocks.reason),
    askedApprovers: view.state.values[approvalBlocks.approvers]?.[inputAction]?.selected_users ?? [],
  };
}

async function approverError(
  deps: HandlerDeps,
  requesterId: string,
  asked: string[],
  channelId: string | null,
): Promise<string | null> {
  if (asked.includes(requesterId) && !deps.settings.allowSelfApproval) {
    return approverProblem("own-request");
  }
  const roles = await Promise.all(asked.map((userId) => deps.access.rolesOf(userId, channelId)));
  if (roles.every((role) => role.approver)) return null;
  const unclear = roles.filter((role) => !role.approver && role.unknown);
  if (unclear.some((role) => role.untilMended)) return approverProblem("roles-unreadable");
  return approverProblem(unclear.length > 0 ? "roles-unknown" : "no-approver");
}

/** Where approval is required: a reason, and nobody asked who may not approve in the card's channel. */
export async function approvalErrors(
  deps: HandlerDeps,
  requesterId: string,
  values: ApprovalValues,
  channelId: string | null,
): Promise<FieldErrors> {
  const approver = await approverError(deps, requesterId, values.askedApprovers, channelId);
  return {
    ...(values.reason === "" ? { [approvalBlocks.reason]: reasonMissing("approvers") } : {}),
    ...(approver ? { [approvalBlocks.approvers]: approver } : {}),
  };
}
