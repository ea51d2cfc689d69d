import { lookAtRequested, unread } from "../look-at-requested.ts";
import type { Operation } from "../operation.ts";
import type { Step } from "./step.ts";

/**
 * `requested`: whoever acked the form was to look at ngrok, and did not get to it, or could not say what was in
 * the way. Nobody is left to be told in the form, so that a card has to.
 */
export const reviewRequest: Step = async (deps, operation) => {
  if (operation.obstacle) return { event: { type: "tell-obstacle", at: deps.clock.now(), inForm: false } };
  try {
    const look = await lookAtRequested(deps, operation);
    const at = deps.clock.now();
    return {
      event:
        "target" in look
          ? { type: "review", at, target: look.target }
          : { type: "find-obstacle", at, obstacle: look.obstacle, inForm: false },
    };
  } catch (error) {
    const at = deps.clock.now();
    if (!waitedTooLong(operation, at)) throw error;
    return { event: { type: "find-obstacle", at, obstacle: unread(error), inForm: false } };
  }
};

function waitedTooLong({ request, rules }: Operation, now: Date): boolean {
  return now.getTime() - request.at.getTime() > rules.latestMs;
}
