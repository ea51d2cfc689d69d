import type { WorkerEvent } from "../events.ts";
import { after } from "../lifecycle-moves.ts";
import type { Operation } from "../operation.ts";
import { goneLate } from "./confirm.ts";
import { recordDeparted, recordDeparture } from "./departure.ts";
import { isGone } from "./is-gone.ts";
import { type Step, type StepDeps, stoppedFor } from "./step.ts";

/** ngrok's documentation of the update call: wait at least 10 seconds before the restart. */
const LEAST_WAIT_MS = 10_000;

/**
 * `waiting`, once its restart is due. Besides the recorded instant each process waits out 10 s of its own
 * monotonic time, so that neither a crash nor a step of the clock shortens the wait.
 * The follow-up message comes first, then the restart.
 */
export const wait: Step = async (deps, operation) => {
  const now = deps.clock.now();
  if (operation.runAt && now < operation.runAt) return { lookAgainAt: operation.runAt };
  const stopped = await stoppedFor(deps, operation, "restart");
  if (stopped) return { event: stopped };

  const missingMs = LEAST_WAIT_MS - deps.seenHereMs(operation);
  if (missingMs > 0) return { lookAgainAt: after(now, missingMs) };

  // While it stood for a person others could have the session: no message tells of a restart then that is not made.
  if (operation.resumption && (await isGone(deps, operation.subjectId))) {
    return { event: await gone(deps, operation) };
  }
  if (!(await deps.ensureFollowUp(operation))) return { lookAgainAt: now };
  const departure = await recordDeparture(deps, operation);
  if (!departure) return { event: await gone(deps, operation) };
  return { event: { type: "start-call", at: deps.clock.now(), call: "restart", departure } };
};

async function gone(deps: StepDeps, operation: Operation): Promise<WorkerEvent> {
  const isOvertaken = await deps.isOvertaken(operation);
  if (isOvertaken) return { type: "supersede", at: deps.clock.now(), found: null };
  if (operation.departure) return goneLate(deps, operation);
  return { type: "find-gone", at: deps.clock.now(), departure: recordDeparted(operation) };
}
