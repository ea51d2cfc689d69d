import type { Outcome } from "./events.ts";
import { ended, moved, type Rules, refused, withNotice } from "./lifecycle-moves.ts";
import type { Operation } from "./operation.ts";

type ApprovalEvents = "approve" | "deny" | "ask-someone-else" | "expire";

/** Asking, approving and denying. Expiry is enforced here, whenever anything is read, not only by the sweep. */
export const approvalRules: Pick<Rules, ApprovalEvents> = {
  approve: (operation, event) =>
    undecided(operation, event.at) ??
    ownRequest(operation, event.by) ??
    approvedAlready(operation, event.by) ??
    approved(operation, { by: event.by, at: event.at }),

  deny: (operation, event) =>
    undecided(operation, event.at) ??
    ownRequest(operation, event.by) ??
    ended(operation, "denied", event.at, {
      denial: { by: event.by, at: event.at, reason: event.reason },
      notices: withNotice(operation, "denied", event.at),
    }),

  "ask-someone-else": (operation, event) =>
    undecided(operation, event.at) ??
    moved(operation, {
      request: {
        ...operation.request,
        askedLater: [...new Set([...operation.request.askedLater, event.asked])],
      },
      notices: operation.request.askedLater.includes(event.asked)
        ? operation.notices
        : withNotice(operation, "asked", event.at, [event.asked]),
    }),

  expire: (operation, event) =>
    operation.state === "awaiting-approval" && hasExpired(operation, event.at)
      ? ended(operation, "expired", event.at)
      : refused({ code: "not-offered" }),
};

export function hasExpired(operation: Operation, at: Date): boolean {
  return operation.expiresAt !== null && at >= operation.expiresAt;
}

/** A refusal unless the operation still waits for its approval. */
export function undecided(operation: Operation, at: Date): Outcome | null {
  if (operation.state === "requested") return refused({ code: "not-offered" });
  if (operation.state !== "awaiting-approval") return refused({ code: "already-decided" });
  if (!hasExpired(operation, at)) return null;
  const { chosenAt } = operation.schedule;
  return refused(chosenAt ? { code: "chosen-time-passed", chosenAt } : { code: "expired" });
}

export function ownRequest(operation: Operation, by: string): Outcome | null {
  const { approvalRequired, selfApproval } = operation.rules;
  const own = by === operation.request.by && approvalRequired && !selfApproval;
  return own ? refused({ code: "own-request" }) : null;
}

/** Everyone who let it run, once each; records made before several could approve name one. */
export function approversOf({ approval, approvals }: Pick<Operation, "approval" | "approvals">): string[] {
  return [...new Set([...approvals, ...(approval ? [approval] : [])].map(({ by }) => by))];
}

/** The approval of this person, where others' are missing for a change to run on; else null. */
export function countedApproval({ problem, approvals }: Operation, by: string) {
  const because = problem?.code === "held" ? problem.because : null;
  if (because?.code !== "approval-lost" || because.lost.includes(by)) return null;
  return approvals.find((approval) => approval.by === by) ?? null;
}

/** How many more different people have to approve. */
export function approvalsLeft({ rules, approvals }: Operation): number {
  return Math.max(0, rules.approvalsNeeded - approvals.length);
}

function approvedAlready(operation: Operation, by: string): Outcome | null {
  const earlier = operation.approvals.find((approval) => approval.by === by);
  return earlier ? refused({ code: "approved-already", at: earlier.at }) : null;
}

function approved(operation: Operation, approval: { by: string; at: Date }): Outcome {
  const approvals = [...operation.approvals, approval];
  if (approvals.length < operation.rules.approvalsNeeded) return moved(operation, { approvals });
  const { when, chosenAt } = operation.schedule;
  const runAt = when === "all-later" && chosenAt ? chosenAt : approval.at;
  return moved(operation, { state: "scheduled", approval, approvals, runAt, dueAt: runAt });
}
