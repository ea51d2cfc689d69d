import { type AckFn, type ViewResponseAction, webApi } from "@slack/bolt";
import { NgrokError } from "../ngrok/errors.ts";
import { UserRefusal } from "../user-error.ts";
import type { Modal } from "../views/message.ts";

/** Why a form came back. `blockId` names the input that it belongs under; null: above the form. */
export interface FormError {
  text: string;
  blockId: string | null;
}

export interface ModalSubmission {
  /** Of `app.view<ViewSubmitAction>(…)`. */
  ack: AckFn<ViewResponseAction>;
  client: webApi.WebClient;
  /** The submitted view. */
  view: { id: string };
  /** Shown at once, while `run` works. */
  loading: Modal;
  /** Everything slow. Its view takes the form's place. */
  run: () => Promise<Modal>;
  /** The form again, with what was typed: Slack has dropped it with the inputs. */
  form: (error: FormError) => Modal;
}

/**
 * Acks a submit with `loading`, then shows what `run` makes. What it throws brings the form back; an error
 * that is nobody's answer is thrown on as well. Errors that need no waiting belong before this call, thrown.
 * @throws what `run` threw when the person has closed the modal, so that it is said elsewhere
 */
export async function submitModal(submission: ModalSubmission): Promise<void> {
  const { ack, client, view, loading, run, form } = submission;
  await ack({ response_action: "update", view: loading });
  const show = (modal: Modal) => showModal(client, view.id, modal);
  let outcome: Modal;
  try {
    outcome = await run();
  } catch (error) {
    const shown = await show(form(formError(error)));
    if (shown && (error instanceof UserRefusal || error instanceof NgrokError)) return;
    throw error;
  }
  await show(outcome);
}

/** False when the person has closed the modal. */
async function showModal(client: webApi.WebClient, viewId: string, modal: Modal): Promise<boolean> {
  try {
    await client.views.update({ view_id: viewId, view: modal });
    return true;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && error.data.error === "not_found") return false;
    throw error;
  }
}

function formError(error: unknown): FormError {
  if (error instanceof UserRefusal) return { text: error.message, blockId: error.blockId };
  if (error instanceof NgrokError) return { text: error.message, blockId: null };
  return { text: "The bot could not do this, through a fault of its own. Try again.", blockId: null };
}
