import type { OperationState } from "../operation.ts";
import { confirm } from "./confirm.ts";
import { lookAfterCall } from "./look-after-call.ts";
import { lookLate } from "./look-late.ts";
import { review } from "./review.ts";
import { reviewRequest } from "./review-request.ts";
import type { Step } from "./step.ts";
import { wait } from "./wait.ts";

const steps: Partial<Record<OperationState, Step>> = {
  requested: reviewRequest,
  "awaiting-approval": async (deps) => ({ event: { type: "expire", at: deps.clock.now() } }),
  scheduled: review,
  updating: lookAfterCall,
  restarting: lookAfterCall,
  stopping: lookAfterCall,
  applying: lookAfterCall,
  waiting: wait,
  confirming: confirm,
  "needs-attention": lookLate,
};

/** @throws for a final state, in which nothing is ever due */
export function stepFor(state: OperationState): Step {
  const step = steps[state];
  if (!step) throw new Error(`Nothing is due in state ${state}`);
  return step;
}
