import type { Operation } from "./operation.ts";
import type { OperationDraft } from "./operations.ts";
import { isUnread, type Target } from "./target.ts";

/** The submit itself looks at ngrok; the worker does, once it has had this long. */
const FIRST_LOOK_MS = 10_000;

/**
 * The first version of an operation: `requested` where ngrok was not looked at yet. Approval of a chosen time is
 * possible until that time, otherwise for `approvalExpiresMs`.
 */
export function newOperation(
  draft: OperationDraft,
  made: { id: string; at: Date; rules: Operation["rules"]; approvalExpiresMs: number },
): Operation {
  const { rules, at } = made;
  const runAt = draft.schedule.when === "all-later" ? draft.schedule.chosenAt : at;
  const expiresAt = rules.approvalRequired
    ? (draft.schedule.chosenAt ?? new Date(at.getTime() + made.approvalExpiresMs))
    : null;
  const unread = isUnread(draft.target);
  const asked = rules.approvalRequired ? "awaiting-approval" : "scheduled";
  return {
    id: made.id,
    kind: draft.kind,
    state: unread ? "requested" : asked,
    version: 1,
    subjectId: subjectOf(draft.target),
    target: draft.target,
    request: {
      by: draft.by,
      at,
      reason: draft.reason,
      channelId: draft.channelId,
      askedApprovers: draft.askedApprovers,
      askedLater: [],
      key: draft.key,
    },
    schedule: draft.schedule,
    rules,
    expiresAt,
    dueAt: unread ? new Date(at.getTime() + FIRST_LOOK_MS) : (expiresAt ?? runAt),
    runAt: rules.approvalRequired ? null : runAt,
    ...NOTHING_HAPPENED_YET,
  };
}

const NOTHING_HAPPENED_YET = {
  obstacle: null,
  saidInForm: false,
  approval: null,
  approvals: [],
  denial: null,
  cancellation: null,
  postponement: null,
  resumption: null,
  supersession: null,
  call: null,
  updateAcceptedAt: null,
  departure: null,
  createdIngressId: null,
  report: null,
  problem: null,
  attention: null,
  resolution: null,
  notices: [],
  endedAt: null,
};

/** What no two unfinished operations may share. */
export function subjectOf(target: Target): string {
  if (target.type === "session") return target.session.sessionId;
  if (target.type === "unread-session") return target.sessionId;
  if (target.type === "ingress") return target.ingress.ingressId;
  if (target.type === "unread-ingress") return target.ingressId;
  return `domain:${target.fields.domain}`;
}

/** The form of a request's key: one that came back has the same. */
export function formOf(key: string): string {
  return key.split(":")[0] ?? key;
}
