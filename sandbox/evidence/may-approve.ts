import type { Evidence } from "./evidence.ts";
import type { RecordedOperation } from "./record.ts";

/** Whether this person's word lets the operation run: an approver, and not who asked for it. */
export function mayApprove(
  { approvers }: Pick<Evidence, "approvers">,
  { requester, document: { rules } }: RecordedOperation,
  actor: string | null,
): boolean {
  if (actor === null || !approvers.includes(actor)) return false;
  return actor !== requester || !rules.approvalRequired || rules.selfApproval;
}
