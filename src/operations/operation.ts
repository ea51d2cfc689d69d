import { z } from "zod";
import { instantSchema } from "./instant.ts";
import { callErrorSchema, obstacleSchema } from "./obstacle.ts";
import { callNames, problemSchema } from "./problem.ts";
import { targetSchema } from "./target.ts";

export type { CallName, Candidate, HeldBecause, Problem } from "./problem.ts";

export const operationKinds = [
  "session-update",
  "session-restart",
  "session-stop",
  "ingress-create",
  "ingress-edit",
  "ingress-delete",
] as const;
export type OperationKind = (typeof operationKinds)[number];

export const unfinishedStates = [
  "requested",
  "awaiting-approval",
  "scheduled",
  "updating",
  "waiting",
  "restarting",
  "stopping",
  "applying",
  "confirming",
] as const;
export const finalStates = [
  "succeeded",
  "failed",
  "denied",
  "expired",
  "cancelled",
  "superseded",
  "resolved",
] as const;
export const operationStates = [...unfinishedStates, "needs-attention", ...finalStates] as const;
export type OperationState = (typeof operationStates)[number];

export type CallError = z.infer<typeof callErrorSchema>;

/** No call is under way in these, so that an operation can still be cancelled, by hand or by a stop. */
export const cancellableStates: readonly OperationState[] = [
  "requested",
  "awaiting-approval",
  "scheduled",
  "waiting",
];

const personAt = z.object({ by: z.string(), at: instantSchema });

/** The agent after its restart. `awayMs` is null where the moment of its leaving is unknown. */
const reportSchema = z.object({
  newSessionId: z.string(),
  agentVersion: z.string(),
  startedAt: instantSchema,
  awayMs: z.int().nullable(),
  backUrls: z.array(z.string()),
  missingUrls: z.array(z.string()),
});
export type Report = z.infer<typeof reportSchema>;

/** What is said once, in a thread reply that pings; each is posted at most once per entry. */
const noticeSchema = z.object({
  kind: z.enum(["denied", "failed", "superseded", "needs-attention", "asked", "returned-late", "succeeded"]),
  at: instantSchema,
  /** Whom it mentions besides the rule of its kind; for `asked`, the person asked. */
  mentions: z.array(z.string()),
});
export type Notice = z.infer<typeof noticeSchema>;

export const operationSchema = z.object({
  id: z.string(),
  kind: z.enum(operationKinds),
  state: z.enum(operationStates),
  /** Grows by one with every change; compare-and-swap goes by it. */
  version: z.int(),
  /** What two unfinished operations may not share: session id, ingress id, or `domain:…` of a new ingress. */
  subjectId: z.string(),
  target: targetSchema,
  request: z.object({
    by: z.string(),
    at: instantSchema,
    reason: z.string(),
    /** Where the card is posted. */
    channelId: z.string(),
    askedApprovers: z.array(z.string()),
    /** Asked in addition, on the card. */
    askedLater: z.array(z.string()),
    /** The same click carries the same key, so that it makes one operation however often it comes. */
    key: z.string(),
  }),
  schedule: z.object({
    when: z.enum(["now", "restart-later", "all-later", "update-only"]),
    chosenAt: instantSchema.nullable(),
  }),
  rules: z.object({
    waitMs: z.int(),
    latestMs: z.int(),
    reconnectTimeoutMs: z.int(),
    callTimeoutMs: z.int(),
    approvalRequired: z.boolean(),
    /** How many different people have to approve. */
    approvalsNeeded: z.int().default(1),
    selfApproval: z.boolean(),
  }),
  /** Approval is refused from this instant on. */
  expiresAt: instantSchema.nullable(),
  /** When the worker looks next; null when it has nothing to do. */
  dueAt: instantSchema.nullable(),
  /** When the next call is meant to start; lateness is measured from it. */
  runAt: instantSchema.nullable(),
  /** While `requested`: what its form is still to say before it ends. */
  obstacle: obstacleSchema.nullable().default(null),
  /** It ended before it was asked of anybody, and its own form has said so: it has no card. */
  saidInForm: z.boolean().default(false),
  /** The one that was enough. */
  approval: personAt.nullable(),
  /** All of them, those included that were not enough yet; of one person one. */
  approvals: z.array(personAt).default([]),
  denial: personAt.extend({ reason: z.string() }).nullable(),
  cancellation: personAt
    .extend({ during: z.enum(operationStates), forStopBy: z.string().nullable() })
    .nullable(),
  /** Who let a change go on that had stopped for a person: late, or after an update that nobody knows of. */
  resumption: personAt
    .extend({ how: z.enum(["restart-now", "restart-at", "restart-anyway"]), until: instantSchema })
    .nullable(),
  /** `from` is when it was due before anybody postponed it. */
  postponement: personAt.extend({ until: instantSchema, from: instantSchema }).nullable(),
  /**
   * What was found instead of what was reviewed; `found` is null when it is gone. One in its wait gives way to
   * another change alone, which has sent its session away.
   */
  supersession: z
    .object({
      at: instantSchema,
      found: targetSchema.nullable(),
      during: z.enum(["scheduled", "waiting"]).optional(),
    })
    .nullable(),
  /** The recorded intent of the call that is under way, or whose outcome is unknown. */
  call: z
    .object({
      name: z.enum(callNames),
      startedAt: instantSchema,
      attempt: z.int(),
      error: callErrorSchema.nullable(),
    })
    .nullable(),
  updateAcceptedAt: instantSchema.nullable(),
  /** Recorded just before the restart or stop; taken back where that certainly never came to the agent. */
  departure: z
    .object({
      /** Instant before which no returned agent can have started, with room for clocks that disagree. */
      notBefore: instantSchema,
      /** When it was told to go, by ngrok's clock; null where that is not known. */
      leftAt: instantSchema.nullable(),
      /** Whether who was online was read while the session still was; without it only a URL tells who returned. */
      isWitnessed: z.boolean(),
      /** The sessions of equal identity that were online then, the operation's own not among them. */
      twins: z.array(z.object({ sessionId: z.string(), urls: z.array(z.string()) })),
      /** URLs that the session served then. */
      urls: z.array(z.string()),
      /** Those of them that others served too: they tell nobody apart. */
      sharedUrls: z.array(z.string()),
      /** Confirmation is given up at this instant; null until the call was accepted. */
      deadlineAt: instantSchema.nullable(),
    })
    .nullable(),
  /** Id of the ingress that a create made. */
  createdIngressId: z.string().nullable(),
  report: reportSchema.nullable(),
  problem: problemSchema.nullable(),
  /** `lookedAt` is null while a look that a person asked for is still to be made. */
  attention: z
    .object({
      since: instantSchema,
      lateUntil: instantSchema,
      ownedBy: personAt.nullable(),
      lookedAt: instantSchema.nullable(),
    })
    .nullable(),
  /** `by` is null when the bot itself saw the agent come back late. */
  resolution: z
    .object({
      at: instantSchema,
      by: z.string().nullable(),
      how: z.enum(["noted", "chosen", "left", "closed", "returned"]),
      note: z.string(),
    })
    .nullable(),
  notices: z.array(noticeSchema),
  endedAt: instantSchema.nullable(),
});
export type Operation = z.infer<typeof operationSchema>;

/** The problem of a change that stands still until an approver lets it run, or leaves it; else null. */
export function stoppedBy({ problem }: Pick<Operation, "problem">) {
  return problem?.code === "too-late" || problem?.code === "held" ? problem : null;
}

export function isFinal(state: OperationState): boolean {
  return (finalStates as readonly OperationState[]).includes(state);
}

export function isUnfinished(state: OperationState): boolean {
  return (unfinishedStates as readonly OperationState[]).includes(state);
}
