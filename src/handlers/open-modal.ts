import { webApi } from "@slack/bolt";
import { describeError, ShownError, UserRefusal } from "../user-error.ts";
import { errorModal } from "../views/error-modal.ts";
import { limits } from "../views/limits.ts";
import { loadingModal } from "../views/loading-modal.ts";
import type { Modal } from "../views/message.ts";
import { cut } from "../views/text.ts";

/**
 * Opens a loading view at once, since a trigger lives for 3 s, and fills it with what `build` makes.
 * What `build` throws is shown in the modal; the modal's id is handed to it.
 * @throws ShownError after a fault was shown, so that it is logged
 */
export async function openModal(
  client: webApi.WebClient,
  triggerId: string,
  title: string,
  build: (viewId: string) => Promise<Modal>,
): Promise<void> {
  const opened = await client.views.open({ trigger_id: triggerId, view: loadingModal(title) });
  const { id: viewId, hash } = opened.view ?? {};
  if (!viewId) throw new Error("Slack opened a modal without an id");
  const view = { view_id: viewId, ...(hash ? { hash } : {}) };
  try {
    await unlessGone(client.views.update({ ...view, view: await build(viewId) }));
  } catch (error) {
    const { text, reference } = describeError(error);
    const shown = await unlessGone(
      client.views.update({ ...view, view: errorModal(cut(title, limits.modalTitle), text) }),
    );
    if (!shown) throw error;
    if (!(error instanceof UserRefusal)) throw new ShownError(error, reference);
  }
}

// The person has closed the modal, or something newer stands in it.
const GONE = ["not_found", "hash_conflict"];

async function unlessGone(update: Promise<unknown>): Promise<boolean> {
  try {
    await update;
    return true;
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && GONE.includes(error.data.error)) return false;
    throw error;
  }
}
