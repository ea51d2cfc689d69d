import type { OperationEvent, Outcome } from "./events.ts";
import { approvalRules } from "./lifecycle-approval.ts";
import { attentionRules } from "./lifecycle-attention.ts";
import { callRules } from "./lifecycle-call.ts";
import { confirmationRules } from "./lifecycle-confirmation.ts";
import type { Rules } from "./lifecycle-moves.ts";
import { planRules } from "./lifecycle-plan.ts";
import { requestRules } from "./lifecycle-request.ts";
import type { Operation } from "./operation.ts";

const rules: Rules = {
  ...requestRules,
  ...approvalRules,
  ...planRules,
  ...callRules,
  ...confirmationRules,
  ...attentionRules,
};

/**
 * Pure and total: every state answers every event with a new version or a refusal.
 * Roles are not looked at here, except that nobody decides on his own request.
 */
export function next(operation: Operation, event: OperationEvent): Outcome {
  const rule = rules[event.type] as (operation: Operation, event: OperationEvent) => Outcome;
  return rule(operation, event);
}
