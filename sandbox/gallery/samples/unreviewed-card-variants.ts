import type { Operation, OperationKind } from "../../../src/operations/operation.ts";
import { anIngressTarget, aRequest } from "./an-operation.ts";
import { at, timeout } from "./card-parts.ts";
import { type CardVariant, makesWayForStop } from "./card-variant.ts";

/** What was asked for, and never reviewed. The creation of an ingress has nothing to be reviewed. */
export function unreviewed(kind: OperationKind): CardVariant[] {
  if (kind === "ingress-create") return [];
  const of = (name: string, overrides: Partial<Operation>) => ({
    name: `${kind}: ${name}`,
    operation: aRequest({ kind, id: "op_0123456789abcdefghij", ...overrides }),
  });
  const ended = { state: "failed", dueAt: null, endedAt: at(900) } as const;
  const superseded = { ...ended, state: "superseded" } as const;
  const isSession = kind.startsWith("session");
  return [
    of("requested", {}),
    of("gone, which its form is to say", { obstacle: { code: "gone" } }),
    of("gone before it was reviewed", { ...superseded, supersession: { at: at(900), found: null } }),
    of("never read", { ...ended, problem: { code: "unread", error: timeout } }),
    of("never read, by a fault", { ...ended, problem: { code: "unread", error: null } }),
    of("cancelled before it was reviewed", {
      ...ended,
      state: "cancelled",
      cancellation: {
        by: "U0APPROVER",
        at: at(3),
        during: "requested",
        forStopBy: makesWayForStop(kind) ? "U0APPROVER" : null,
      },
    }),
    ...(kind === "session-update" || kind === "session-restart"
      ? (["ssh", "windows"] as const).map((limit) =>
          of(`not able: ${limit}`, { ...ended, problem: { code: "not-able", limit } }),
        )
      : []),
    ...(isSession
      ? []
      : [
          of("changed before it was reviewed", {
            ...superseded,
            supersession: { at: at(900), found: anIngressTarget({ description: "South" }) },
          }),
        ]),
    ...(kind === "ingress-edit" ? [of("nothing left", { ...ended, problem: { code: "nothing-left" } })] : []),
  ];
}
