import type { AckFn, ViewOutput, ViewResponseAction, webApi } from "@slack/bolt";
import type { Obstacle } from "../operations/obstacle.ts";
import { obstacleOf } from "../operations/obstacle-of.ts";
import type { Operation } from "../operations/operation.ts";
import type { OperationDraft } from "../operations/operations.ts";
import type { Modal } from "../views/message.ts";
import type { HandlerDeps } from "./deps.ts";
import { type FormError, formError } from "./form-error.ts";
import { type Answer, submitModal } from "./submit-modal.ts";

export interface RequestSubmission {
  /** Of `app.view<ViewSubmitAction>(…)`. */
  ack: AckFn<ViewResponseAction>;
  client: webApi.WebClient;
  view: ViewOutput;
  draft: OperationDraft;
  /** Shown once it is recorded, while ngrok is looked at. */
  loading: Modal;
  /** The form again: somebody was first. */
  taken: (by: Operation, cardLink: string | null) => Modal;
  /** The form again: ngrok showed something that is in the way. */
  inTheWay: (obstacle: Obstacle) => Modal;
  /** What takes the form's place. */
  outcome: (operation: Operation) => Promise<Modal>;
  /** The form again, after an error. */
  form: (error: FormError) => Modal;
}

/**
 * The submit of a form that asks for a change of something that is there. It is recorded, then acked, then ngrok
 * is looked at; all that the form then says comes from the record, so that a click that comes twice hears the same.
 */
export async function submitRequest(deps: HandlerDeps, submission: RequestSubmission): Promise<void> {
  const { ack, client, view, draft, loading, taken, form } = submission;
  const result = await deps.operations.request(draft);
  if (result.outcome === "taken") {
    const again = taken(result.by, await deps.operations.cardLink(result.by.id));
    return ack({ response_action: "update", view: again });
  }
  const run = () => answer(deps, submission, result.operation);
  await submitModal({ ack, client, view, loading, run, form });
}

async function answer(
  deps: HandlerDeps,
  { inTheWay, outcome, form }: RequestSubmission,
  recorded: Operation,
): Promise<Modal | Answer> {
  const { operation, failure } = await deps.operations.review(recorded.id).catch((error: unknown) => {
    deps.logger.error({ err: error, operationId: recorded.id }, "First look left to the worker");
    return { operation: recorded, failure: null };
  });
  const obstacle = obstacleOf(operation);
  if (!obstacle) return outcome(operation);
  const said = failure === null ? null : formError(failure);
  return {
    modal: said ? form(said.error) : inTheWay(obstacle),
    told: async (inForm) => {
      if (operation.obstacle) await deps.operations.told(operation.id, inForm);
      if (said?.rest) throw said.rest;
    },
  };
}
