import type { Outcome } from "./events.ts";
import { hasExpired } from "./lifecycle-approval.ts";
import { after, ended, moved, type Rules, refused } from "./lifecycle-moves.ts";
import type { Obstacle } from "./obstacle.ts";
import type { Operation } from "./operation.ts";

type RequestEvents = "review" | "find-obstacle" | "tell-obstacle";

/** The form has this long to say what is in the way, before a card does. */
const FORM_SAYS_MS = 10_000;

/** From the submit to the moment at which there is something that can be approved or run. */
export const requestRules: Pick<Rules, RequestEvents> = {
  review: (operation, { at, target }) => {
    if (!isUnreviewed(operation)) return refused({ code: "not-offered" });
    if (hasExpired(operation, at)) return ended(operation, "expired", at, { target });
    const { rules, expiresAt, runAt } = operation;
    return moved(operation, {
      state: rules.approvalRequired ? "awaiting-approval" : "scheduled",
      target,
      dueAt: expiresAt ?? runAt,
    });
  },

  "find-obstacle": (operation, { at, obstacle, inForm }) => {
    if (!isUnreviewed(operation)) return refused({ code: "not-offered" });
    return inForm
      ? moved(operation, { obstacle, dueAt: after(at, FORM_SAYS_MS) })
      : endedBy(operation, obstacle, at, false);
  },

  "tell-obstacle": (operation, { at, inForm }) =>
    operation.state === "requested" && operation.obstacle
      ? endedBy(operation, operation.obstacle, at, inForm)
      : refused({ code: "not-offered" }),
};

/** Whether ngrok is still to be looked at for it. */
export function isUnreviewed(operation: Operation): boolean {
  return operation.state === "requested" && operation.obstacle === null;
}

function endedBy(operation: Operation, obstacle: Obstacle, at: Date, saidInForm: boolean): Outcome {
  if (obstacle.code === "gone" || obstacle.code === "changed") {
    const found = obstacle.code === "changed" ? obstacle.found : null;
    return ended(operation, "superseded", at, { saidInForm, supersession: { at, found } });
  }
  return ended(operation, "failed", at, { saidInForm, problem: obstacle });
}
