import { NgrokError } from "../../ngrok/errors.ts";
import { callError } from "../call-error.ts";
import type { WorkerEvent } from "../events.ts";
import { updateTookNoEffect } from "../lifecycle-attention.ts";
import { after } from "../lifecycle-moves.ts";
import type { Operation, Problem, Report } from "../operation.ts";
import { lateDeparture } from "./departure.ts";
import { findReturn } from "./find-return.ts";
import { isGone } from "./is-gone.ts";
import type { Step, StepDeps, StepResult } from "./step.ts";

const SHORTEST_POLL_MS = 1000;
const LONGEST_POLL_MS = 5000;

/** `confirming`: looks for the new session, or for the stopped one's absence, until the time limit. */
export const confirm: Step = async (deps, operation) => {
  const confirmation = operation.kind === "session-stop" ? confirmStop : confirmRestart;
  try {
    return await confirmation(deps, operation);
  } catch (error) {
    if (!(error instanceof NgrokError) || !isOver(deps, operation)) throw error;
    const call = operation.kind === "session-stop" ? "stop" : "restart";
    return giveUp(deps, { code: "call-unknown", call, error: callError(error) });
  }
};

async function confirmStop(deps: StepDeps, operation: Operation): Promise<StepResult> {
  const at = deps.clock.now();
  if (await isGone(deps, operation.subjectId)) return { event: { type: "confirm", at, report: null } };
  return isOver(deps, operation) ? giveUp(deps, { code: "still-online" }) : pollAgain(deps, operation);
}

async function confirmRestart(deps: StepDeps, operation: Operation): Promise<StepResult> {
  const found = await findReturn(deps, operation);
  const isLast = isOver(deps, operation);
  if (found.outcome === "found") {
    const { report } = found;
    if (report.missingUrls.length === 0 || isLast) return { event: reported(deps, operation, report) };
    return pollAgain(deps, operation);
  }
  if (!isLast) return pollAgain(deps, operation);
  if (found.outcome === "ambiguous") {
    return giveUp(deps, { code: "ambiguous", candidates: found.candidates });
  }
  return giveUp(deps, { code: found.oldIsOnline ? "still-online" : "not-back" });
}

function reported(deps: StepDeps, operation: Operation, report: Report): WorkerEvent {
  const at = deps.clock.now();
  if (updateTookNoEffect(operation, report)) {
    return { type: "give-up", at, problem: { code: "same-version" }, report };
  }
  if (report.missingUrls.length > 0) {
    return { type: "give-up", at, problem: { code: "endpoints-missing" }, report };
  }
  return { type: "confirm", at, report };
}

function giveUp(deps: StepDeps, problem: Problem): StepResult {
  return { event: { type: "give-up", at: deps.clock.now(), problem, report: null } };
}

function isOver(deps: StepDeps, operation: Operation): boolean {
  const deadlineAt = operation.departure?.deadlineAt;
  return !deadlineAt || deps.clock.now() >= deadlineAt;
}

/** Often at first, when most agents return, then less, and at the time limit itself. */
function pollAgain(deps: StepDeps, operation: Operation): StepResult {
  const now = deps.clock.now();
  const deadlineMs = operation.departure?.deadlineAt?.getTime() ?? now.getTime();
  const elapsedMs = now.getTime() - (deadlineMs - operation.rules.reconnectTimeoutMs);
  const pollMs = Math.min(Math.max(elapsedMs / 4, SHORTEST_POLL_MS), LONGEST_POLL_MS);
  return { lookAgainAt: after(now, Math.max(0, Math.min(pollMs, deadlineMs - now.getTime()))) };
}

/** Whether the session is gone after a try of this operation's, and nobody has sent it away since. */
export async function hasGoneByItsCall(deps: StepDeps, operation: Operation): Promise<boolean> {
  if (!operation.departure || !(await isGone(deps, operation.subjectId))) return false;
  return !(await deps.isOvertaken(operation));
}

/** That a try without an answer has sent it away after all, be it at once or long after. */
export async function goneLate(deps: StepDeps, operation: Operation): Promise<WorkerEvent> {
  const departure = await lateDeparture(deps, operation);
  return { type: "find-gone", at: deps.clock.now(), departure };
}
