import type { Outcome } from "./events.ts";
import { countedApproval, ownRequest } from "./lifecycle-approval.ts";
import { after, ended, moved, type Rules, refused, tooLate, withNotice } from "./lifecycle-moves.ts";
import { later } from "./lifecycle-plan.ts";
import { type Operation, type Problem, type Report, stoppedBy } from "./operation.ts";

type AttentionEvents =
  | "restart-now"
  | "restart-at"
  | "leave"
  | "restart-anyway"
  | "close"
  | "own"
  | "look-again"
  | "choose"
  | "resolve"
  | "return-late"
  | "find-late-candidates"
  | "look-in-vain"
  | "stop-looking";

const NEXT_LOOK_MS = 60_000;

/** What people and the bot can still do once an operation needs attention. */
export const attentionRules: Pick<Rules, AttentionEvents> = {
  "restart-now": (operation, event) =>
    standing(operation) ??
    ownRequest(operation, event.by) ??
    countedAlready(operation, event.by) ??
    resumed(operation, event, event.at),

  "restart-at": (operation, event) =>
    standing(operation) ??
    ownRequest(operation, event.by) ??
    countedAlready(operation, event.by) ??
    later(event) ??
    resumed(operation, event, event.until),

  leave: (operation, event) => standing(operation) ?? resolved(operation, event, "left"),

  "restart-anyway": (operation, event) =>
    facing(operation, "call-unknown", "update") ??
    withoutRestart(operation) ??
    ownRequest(operation, event.by) ??
    resumed(operation, event, after(event.at, operation.rules.waitMs)),

  close: (operation, event) => facing(operation, "call-unknown") ?? resolved(operation, event, "closed"),

  own: (operation, event) => {
    const { attention } = operation;
    if (!attention || operation.state !== "needs-attention") return tooLate(operation);
    if (attention.ownedBy && attention.ownedBy.by !== event.by) {
      return refused({ code: "owned", ...attention.ownedBy });
    }
    return moved(operation, { attention: { ...attention, ownedBy: { by: event.by, at: event.at } } });
  },

  "look-again": (operation, event) =>
    operation.attention && operation.departure && operation.state === "needs-attention"
      ? moved(operation, { dueAt: event.at, attention: { ...operation.attention, lookedAt: null } })
      : tooLate(operation),

  choose: (operation, event) => {
    const refusal = facing(operation, "ambiguous");
    if (refusal) return refusal;
    const offered = operation.problem?.code === "ambiguous" ? operation.problem.candidates : [];
    return offered.some((candidate) => candidate.sessionId === event.report.newSessionId)
      ? resolved(operation, event, "chosen", { report: event.report })
      : refused({ code: "not-offered" });
  },

  resolve: (operation, event) =>
    operation.state === "needs-attention"
      ? resolved(operation, event, "noted", {}, event.note)
      : tooLate(operation),

  "return-late": (operation, event) => returnedLate(operation, event),

  "find-late-candidates": (operation, event) =>
    operation.state === "needs-attention"
      ? moved(operation, {
          problem: { code: "ambiguous", candidates: event.candidates },
          attention: looked(operation, event.at),
          dueAt: after(event.at, NEXT_LOOK_MS),
        })
      : refused({ code: "not-offered" }),

  "look-in-vain": (operation, event) =>
    operation.state === "needs-attention" && operation.attention?.lookedAt === null
      ? moved(operation, { attention: looked(operation, event.at), dueAt: after(event.at, NEXT_LOOK_MS) })
      : refused({ code: "not-offered" }),

  "stop-looking": (operation) =>
    operation.state === "needs-attention"
      ? moved(operation, { dueAt: null })
      : refused({ code: "not-offered" }),
};

function facing(operation: Operation, code: Problem["code"], call?: string): Outcome | null {
  const { problem } = operation;
  if (operation.state !== "needs-attention") return tooLate(operation);
  if (problem?.code !== code) return refused({ code: "not-offered" });
  return call && (!("call" in problem) || problem.call !== call) ? refused({ code: "not-offered" }) : null;
}

/** A refusal unless it waits for somebody to let it run. */
function standing(operation: Operation): Outcome | null {
  if (operation.state !== "needs-attention") return tooLate(operation);
  return stoppedBy(operation) ? null : refused({ code: "not-offered" });
}

/** Where approvals are missing, those that still count let nothing run by being given again. */
function countedAlready(operation: Operation, by: string): Outcome | null {
  const counted = countedApproval(operation, by);
  return counted ? refused({ code: "approved-already", at: counted.at }) : null;
}

/** An update alone was approved; its restart is another request. */
function withoutRestart(operation: Operation): Outcome | null {
  return operation.schedule.when === "update-only" ? refused({ code: "not-offered" }) : null;
}

function looked(operation: Operation, at: Date): Operation["attention"] {
  return operation.attention && { ...operation.attention, lookedAt: at };
}

/** Back on the way to the call that was not made; an update that was accepted goes on with its restart. */
function resumed(
  operation: Operation,
  event: { type: "restart-now" | "restart-at" | "restart-anyway"; by: string; at: Date },
  runAt: Date,
): Outcome {
  const { problem } = operation;
  const restarts =
    operation.kind === "session-update" &&
    (problem?.code === "call-unknown" || stoppedBy(operation)?.call === "restart");
  return moved(operation, {
    state: restarts ? "waiting" : "scheduled",
    problem: null,
    attention: null,
    resumption: { by: event.by, at: event.at, how: event.type, until: runAt },
    approvals: withApproval(operation, { by: event.by, at: event.at }),
    runAt,
    dueAt: runAt,
  });
}

/** Whoever lets run what needed an approval has approved it as it stands. */
function withApproval({ rules, approvals }: Operation, approval: { by: string; at: Date }) {
  if (!rules.approvalRequired || approvals.some(({ by }) => by === approval.by)) return approvals;
  return [...approvals, approval];
}

function resolved(
  operation: Operation,
  event: { by: string; at: Date },
  how: NonNullable<Operation["resolution"]>["how"],
  change: Partial<Operation> = {},
  note = "",
): Outcome {
  return ended(operation, "resolved", event.at, {
    resolution: { at: event.at, by: event.by, how, note },
    ...change,
  });
}

function returnedLate(operation: Operation, event: { at: Date; report: Report }): Outcome {
  if (operation.state !== "needs-attention" || sameReport(operation.report, event.report)) {
    return refused({ code: "not-offered" });
  }
  const { report } = event;
  const notices = withNotice(operation, "returned-late", event.at);
  const unchanged = updateTookNoEffect(operation, report);
  if (!unchanged && report.missingUrls.length === 0) {
    const resolution = { at: event.at, by: null, how: "returned" as const, note: "" };
    return ended(operation, "resolved", event.at, { report, notices, resolution });
  }
  return moved(operation, {
    report,
    notices,
    problem: { code: unchanged ? "same-version" : "endpoints-missing" },
    attention: looked(operation, event.at),
    dueAt: after(event.at, NEXT_LOOK_MS),
  });
}

/** The same version after an update is no success. */
export function updateTookNoEffect(operation: Operation, report: Report): boolean {
  return (
    operation.kind === "session-update" &&
    operation.target.type === "session" &&
    operation.target.session.agentVersion === report.agentVersion
  );
}

export function sameReport(a: Report | null, b: Report): boolean {
  return a?.newSessionId === b.newSessionId && a.missingUrls.join() === b.missingUrls.join();
}
