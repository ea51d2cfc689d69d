import { after } from "../lifecycle-moves.ts";
import { goneLate } from "./confirm.ts";
import { recordDeparted, recordDeparture } from "./departure.ts";
import { type Step, stoppedFor } from "./step.ts";

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

  if (!(await deps.ensureFollowUp(operation))) return { lookAgainAt: now };
  const departure = await recordDeparture(deps, operation);
  const at = deps.clock.now();
  if (departure) return { event: { type: "start-call", at, call: "restart", departure } };
  if (operation.departure) return { event: await goneLate(deps, operation) };
  return { event: { type: "find-gone", at, departure: recordDeparted(operation) } };
};
