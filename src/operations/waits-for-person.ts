import { countedApproval, hasExpired, ownRequest } from "./lifecycle-approval.ts";
import { type Operation, stoppedBy } from "./operation.ts";

/** Somebody who looks at what is open. */
export interface Onlooker {
  userId: string;
  approver: boolean;
}

/**
 * How urgently an open operation waits for this very person, 0 first; null when it does not. He may approve it, and
 * was asked by name (0) or not (1); or it needs a person, and he took it on (2), asked for it (3) or alone may say
 * whether it still runs, being an approver (3).
 */
export function waitsForPerson(
  operation: Operation,
  { userId, approver }: Onlooker,
  now: Date,
): number | null {
  const { state, request } = operation;
  if (state === "needs-attention") return attentionRank(operation, { userId, approver });
  const mayDecide =
    state === "awaiting-approval" &&
    approver &&
    ownRequest(operation, userId) === null &&
    !operation.approvals.some(({ by }) => by === userId) &&
    !hasExpired(operation, now);
  if (!mayDecide) return null;
  return [...request.askedApprovers, ...request.askedLater].includes(userId) ? 0 : 1;
}

function attentionRank(operation: Operation, { userId, approver }: Onlooker): number | null {
  const owner = operation.attention?.ownedBy?.by;
  if (owner !== undefined) return owner === userId ? 2 : null;
  if (stoppedBy(operation)) {
    const mayLetRun = ownRequest(operation, userId) === null && countedApproval(operation, userId) === null;
    return approver && mayLetRun ? 3 : null;
  }
  return operation.request.by === userId ? 3 : null;
}
