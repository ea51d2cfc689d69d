import { ApiError } from "../api-error.ts";
import { elementsOf } from "../block.ts";
import type { Core } from "../core.ts";
import type { PersonRecord } from "../directory.ts";
import { isEmpty } from "../element-state.ts";
import { type Fields, isFields } from "../validation/check.ts";
import { slackLimits } from "../validation/slack-limits.ts";
import { parseView } from "../validation/validate-view.ts";
import type { View } from "../view-store.ts";
import { TROUBLE } from "./actions.ts";
import { submissionPayload } from "./payloads.ts";

export type SubmitResult =
  | { kind: "closed" }
  /** By `block_id`; Slack's own for required inputs that are empty, before the bot hears of it. */
  | { kind: "errors"; errors: Record<string, string> }
  | { kind: "updated"; view: View }
  | { kind: "pushed"; view: View }
  | { kind: "cleared" }
  /** The form stays open with these words above it. */
  | { kind: "timed-out" | "undelivered" | "refused"; words: string };

const REQUIRED = "Please complete this required field.";

function missing(view: View): Record<string, string> {
  const empty = view.blocks.filter((block) => {
    const [element] = elementsOf(block);
    if (block.type !== "input" || block.optional || !element) return false;
    return isEmpty(element, view.values[block.block_id]?.[element.action_id]);
  });
  return Object.fromEntries(empty.map((block) => [block.block_id, REQUIRED]));
}

/** @throws ApiError when Slack would refuse the answer */
function errorsOf(payload: Fields, view: View): Record<string, string> {
  const { errors } = payload;
  if (!isFields(errors) || Object.keys(errors).length === 0) throw new ApiError("errors must name blocks");
  for (const [blockId, words] of Object.entries(errors)) {
    const block = view.blocks.find((one) => one.block_id === blockId);
    if (block?.type !== "input") throw new ApiError(`errors name ${blockId}, which is no input of the view`);
    if (typeof words !== "string" || words === "") throw new ApiError(`the error of ${blockId} has no words`);
  }
  return errors as Record<string, string>;
}

function apply(core: Core, view: View, payload: Fields): SubmitResult {
  const { userId } = view;
  switch (payload.response_action) {
    case undefined:
      core.views.close(view);
      return { kind: "closed" };
    case "clear":
      core.views.closeAll(userId);
      return { kind: "cleared" };
    case "errors": {
      const errors = errorsOf(payload, view);
      view.errors = errors;
      core.views.touch(view);
      return { kind: "errors", errors: { ...errors } };
    }
    case "update":
      return {
        kind: "updated",
        view: structuredClone(core.views.replace(view, parseView(payload.view, "modal"))),
      };
    case "push": {
      if (core.views.stack(userId).length >= slackLimits.viewStack) throw new ApiError("push_limit_reached");
      const pushed = core.views.push(userId, parseView(payload.view, "modal"));
      return { kind: "pushed", view: structuredClone(pushed) };
    }
    default:
      throw new ApiError(`unknown response_action ${String(payload.response_action)}`);
  }
}

function trouble(core: Core, view: View, kind: "timed-out" | "undelivered" | "refused"): SubmitResult {
  view.trouble = TROUBLE;
  core.views.touch(view);
  return { kind, words: TROUBLE };
}

/** @throws Error when the view has no submit button */
export async function submitView(core: Core, person: PersonRecord, view: View): Promise<SubmitResult> {
  if (!view.submit) throw new Error(`The modal "${view.title?.text}" has no submit button.`);
  const empty = missing(view);
  view.trouble = null;
  view.errors = empty;
  core.views.touch(view);
  if (Object.keys(empty).length > 0) return { kind: "errors", errors: empty };
  const answer = await core.envelopes.ask("interactive", submissionPayload(core, person, view));
  if (answer.kind !== "acked") return trouble(core, view, answer.kind);
  try {
    return apply(core, view, answer.payload);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const details = JSON.stringify(error.extra);
    core.problem(`The answer to the submit of "${view.title?.text}" was refused: ${error.code} ${details}`);
    return trouble(core, view, "refused");
  }
}
