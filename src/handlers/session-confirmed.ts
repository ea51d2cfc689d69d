import type { App, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import type { OperationDraft } from "../operations/operations.ts";
import { errorNote, formAgain } from "../views/form-again.ts";
import type { Modal } from "../views/message.ts";
import { workingModal } from "../views/working-modal.ts";
import { approvalErrors, approvalValues, needsApproval } from "./approval-values.ts";
import type { HandlerDeps } from "./deps.ts";
import { permit } from "./permit.ts";
import { askFor } from "./session-asked.ts";
import type { SessionOpening } from "./session-opening.ts";
import { submitKey } from "./session-submitted.ts";
import { type FormBack, submitModal } from "./submit-modal.ts";

export interface Confirmation extends SessionOpening {
  callbackId: string;
  /** Shown while it is recorded. */
  doing: string;
  record: (view: ViewOutput, by: string) => Promise<Modal | FormBack>;
}

/** The submit of a modal that confirms what happens to one session at once. */
export function onConfirmed(app: App, deps: HandlerDeps, confirmation: Confirmation): void {
  const { callbackId, kind, title, what, doing, record } = confirmation;
  app.view<ViewSubmitAction>(callbackId, async ({ ack, body, view, client }) => {
    await permit(deps, body.user.id, "operator", what);
    const values = approvalValues(view);
    const errors = needsApproval(deps, kind) ? await approvalErrors(deps, body.user.id, values) : {};
    if (Object.keys(errors).length > 0) return ack({ response_action: "errors", errors });
    await submitModal({
      ack,
      client,
      view,
      loading: workingModal(title, doing, values.reason),
      run: () => record(view, body.user.id),
      form: (error) => formAgain(view, errorNote(error)),
    });
  });
}

/** Records what was confirmed, with the reason and the approvers of its modal. */
export function askConfirmed(
  deps: HandlerDeps,
  { kind, title }: SessionOpening,
  view: ViewOutput,
  asked: Pick<OperationDraft, "target" | "by" | "channelId">,
): Promise<Modal> {
  const schedule = { when: "now", chosenAt: null } as const;
  const draft = { kind, ...asked, ...approvalValues(view), schedule, key: submitKey(view) };
  return askFor(deps, title, draft, null);
}
