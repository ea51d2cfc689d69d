import type { WebClient } from "@slack/web-api";
import type { Modal } from "../views/message.ts";

/**
 * Opens a loading view at once, since a trigger lives for 3 s, and fills it with what `build` makes.
 * What `build` throws is shown in the modal; the modal's id is handed to it.
 */
export async function openModal(
  client: WebClient,
  triggerId: string,
  title: string,
  build: () => Promise<Modal>,
): Promise<void> {
  const opened = await client.views.open({
    trigger_id: triggerId,
    view: {
      type: "modal",
      title: { type: "plain_text", text: title },
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "Asking ngrok…" } }],
    },
  });
  const viewId = opened.view?.id;
  if (viewId) await client.views.update({ view_id: viewId, view: await build() });
}
