import { type AckFn, type ViewResponseAction, webApi } from "@slack/bolt";
import type { Modal } from "../views/message.ts";
import { type FormError, formError } from "./form-error.ts";

export interface ModalSubmission {
  /** Of `app.view<ViewSubmitAction>(…)`. */
  ack: AckFn<ViewResponseAction>;
  client: webApi.WebClient;
  /** The submitted view. */
  view: { id: string };
  /** Shown at once, while `run` works. */
  loading: Modal;
  /** Everything slow. Its view takes the form's place. */
  run: () => Promise<Modal | Answer>;
  /** The form again, with what was typed: Slack has dropped it with the inputs. */
  form: (error: FormError) => Modal;
}

/** An outcome of which somebody has to know whether the person saw it. */
export interface Answer {
  modal: Modal;
  /** With false: the person has closed the window. */
  told: (inForm: boolean) => Promise<void>;
}

/**
 * Acks a submit with `loading`, then shows what `run` makes. What it throws brings the form back, with words.
 * Errors that need no waiting belong before this call, thrown.
 * @throws ShownError after a fault was shown, so that it is logged; what `run` threw when the person has closed the
 * modal, so that it is said elsewhere
 */
export async function submitModal(submission: ModalSubmission): Promise<void> {
  const { ack, client, view, loading, run, form } = submission;
  await ack({ response_action: "update", view: loading });
  let outcome: Modal | Answer;
  try {
    outcome = await run();
  } catch (error) {
    const said = formError(error);
    if (!(await showModal(client, view.id, form(said.error)))) throw error;
    if (said.rest) throw said.rest;
    return;
  }
  if (!("told" in outcome)) return void (await showModal(client, view.id, outcome));
  await outcome.told(await showModal(client, view.id, outcome.modal));
}

export interface ModalRefill {
  client: webApi.WebClient;
  view: { id: string };
  /** `action_ts` of the click: of two, the later one's view stays. */
  clickedAt: string;
  build: () => Promise<Modal>;
  form: (error: FormError) => Modal;
}

/**
 * Redraws open modals after a choice in them. A later choice carries all earlier ones, so the drawing of an
 * earlier one that comes late is dropped.
 */
export function createModalRefill(): (refill: ModalRefill) => Promise<void> {
  const latest = new Map<string, string>();
  return async ({ client, view, clickedAt, build, form }) => {
    latest.set(view.id, clickedAt);
    const drawn = await build().then(
      (modal) => ({ modal, rest: null }),
      (error: unknown) => {
        const said = formError(error);
        return { modal: form(said.error), rest: said.rest };
      },
    );
    if (latest.get(view.id) !== clickedAt) return;
    latest.delete(view.id);
    await showModal(client, view.id, drawn.modal);
    if (drawn.rest) throw drawn.rest;
  };
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
