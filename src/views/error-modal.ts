import { limits } from "./limits.ts";
import type { Modal } from "./message.ts";
import { cut, mrkdwn, plain } from "./text.ts";

/** What stands in a modal that could not be filled. `text` is mrkdwn. */
export function errorModal(title: string, text: string): Modal {
  return {
    type: "modal",
    title: plain(cut(title, limits.modalTitle)),
    close: plain("Close"),
    blocks: [{ type: "section", text: mrkdwn(cut(text, limits.sectionText)) }],
  };
}
