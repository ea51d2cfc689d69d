import type { WorkerEvent } from "../events.ts";
import { sameReport } from "../lifecycle-attention.ts";
import { after } from "../lifecycle-moves.ts";
import { type Candidate, type Operation, stoppedBy } from "../operation.ts";
import { goneLate, hasGoneByItsCall } from "./confirm.ts";
import { findReturn } from "./find-return.ts";
import { isGone } from "./is-gone.ts";
import type { Step, StepDeps } from "./step.ts";

const FIRST_HOUR_MS = 60 * 60 * 1000;
const EARLY_LOOK_MS = 60_000;
const LATE_LOOK_MS = 5 * 60_000;

/** `needs-attention`: for a day what a call has done late is still reported. */
export const lookLate: Step = async (deps, operation) => {
  const { attention } = operation;
  const now = deps.clock.now();
  if (!attention || (now >= attention.lateUntil && attention.lookedAt !== null))
    return { event: { type: "stop-looking", at: now } };

  // Whoever asks wants to know of now.
  if (attention.lookedAt === null) deps.fleet.forget();
  const news = await lateNews(deps, operation);
  if (news) return { event: news };
  if (attention.lookedAt === null) return { event: { type: "look-in-vain", at: deps.clock.now() } };
  const isEarly = now.getTime() - attention.since.getTime() < FIRST_HOUR_MS;
  return { lookAgainAt: after(now, isEarly ? EARLY_LOOK_MS : LATE_LOOK_MS) };
};

function lateNews(deps: StepDeps, operation: Operation): Promise<WorkerEvent | null> {
  if (stoppedBy(operation)) return lateEffect(deps, operation);
  return operation.kind === "session-stop" ? lateStop(deps, operation) : lateReturn(deps, operation);
}

/** A try that got no answer was not repeated, and has taken effect after all: it goes on as if it had been answered. */
async function lateEffect(deps: StepDeps, operation: Operation): Promise<WorkerEvent | null> {
  return (await hasGoneByItsCall(deps, operation)) ? goneLate(deps, operation) : null;
}

async function lateStop(deps: StepDeps, operation: Operation): Promise<WorkerEvent | null> {
  const gone = await isGone(deps, operation.subjectId);
  return gone ? { type: "confirm", at: deps.clock.now(), report: null } : null;
}

async function lateReturn(deps: StepDeps, operation: Operation): Promise<WorkerEvent | null> {
  if (await deps.isOvertaken(operation)) return null;
  const found = await findReturn(deps, operation);
  // Once more: a later operation may have sent it away while it was looked for.
  if (found.outcome !== "none" && (await deps.isOvertaken(operation))) return null;
  const at = deps.clock.now();
  if (found.outcome === "found") {
    const isNews = !sameReport(operation.report, found.report);
    return isNews ? { type: "return-late", at, report: found.report } : null;
  }
  // Who was reported once is known; what others of its identity do changes nothing.
  if (found.outcome === "ambiguous" && !operation.report && !sameCandidates(operation, found.candidates)) {
    return { type: "find-late-candidates", at, candidates: found.candidates };
  }
  return null;
}

function sameCandidates(operation: Operation, candidates: Candidate[]): boolean {
  const { problem } = operation;
  const ids = (list: Candidate[]) =>
    list
      .map((candidate) => candidate.sessionId)
      .sort()
      .join();
  return problem?.code === "ambiguous" && ids(problem.candidates) === ids(candidates);
}
