import type { App, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import type { FormNote } from "../views/form-again.ts";
import { errorNote, formAgain } from "../views/form-again.ts";
import type { Modal } from "../views/message.ts";
import { takenText } from "../views/session-holder.ts";
import { type Doing, workingModal } from "../views/working-modal.ts";
import { approvalErrors, approvalValues, needsApproval } from "./approval-values.ts";
import type { HandlerDeps } from "./deps.ts";
import { permitAsking } from "./permit.ts";
import { askedModal } from "./session-asked.ts";
import { unpackState } from "./session-modal-state.ts";
import { obstacleText } from "./session-obstacle.ts";
import type { SessionOpening } from "./session-opening.ts";
import { submitKey } from "./session-submitted.ts";
import { submitRequest } from "./submit-request.ts";

export interface Confirmation extends SessionOpening {
  callbackId: string;
  /** Shown while ngrok is looked at. */
  doing: Doing;
  /** The form again, where it has to be confirmed anew before anything is recorded; null where it may go on. */
  unless?: (view: ViewOutput) => Promise<Modal | null>;
  /** Why the form comes back after it was recorded, where more is to be said than `why`. */
  back?: (view: ViewOutput, why: string) => string;
}

/** The submit of a modal that confirms what happens to one session at once. */
export function onConfirmed(app: App, deps: HandlerDeps, confirmation: Confirmation): void {
  const { callbackId, kind, title, what, doing, unless, back = (_, why) => why } = confirmation;
  app.view<ViewSubmitAction>(callbackId, async ({ ack, body, view, client }) => {
    const { channelId, sessionId, holderId, name } = unpackState(view.private_metadata);
    await permitAsking(deps, body.user.id, what, channelId);
    const values = approvalValues(view);
    const errors = needsApproval(deps, kind)
      ? await approvalErrors(deps, body.user.id, values, channelId)
      : {};
    if (Object.keys(errors).length > 0) return ack({ response_action: "errors", errors });
    const again = await unless?.(view);
    if (again) return ack({ response_action: "update", view: again });

    const note = (text: string): FormNote => errorNote({ text, blockId: null });
    await submitRequest(deps, {
      ack,
      client,
      view,
      draft: {
        kind,
        target: { type: "unread-session", sessionId, name },
        by: body.user.id,
        channelId,
        ...values,
        schedule: { when: "now", chosenAt: null },
        mayCancel: holderId,
        key: submitKey(view),
      },
      loading: workingModal(title, doing, values.reason),
      taken: (operation, link) => formAgain(view, note(takenText({ operation, link }))),
      inTheWay: (obstacle) => formAgain(view, note(back(view, obstacleText(obstacle, { kind, sessionId })))),
      outcome: (operation) => askedModal(deps, title, operation),
      form: ({ text, blockId }) => formAgain(view, errorNote({ text: back(view, text), blockId })),
    });
  });
}
