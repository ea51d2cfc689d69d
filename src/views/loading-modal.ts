import { limits } from "./limits.ts";
import type { Modal } from "./message.ts";
import { cut, plain } from "./text.ts";

/** What a modal shows while ngrok is asked. */
export function loadingModal(title: string): Modal {
  return {
    type: "modal",
    title: plain(cut(title, limits.modalTitle)),
    close: plain("Close"),
    blocks: [{ type: "section", text: plain("Asking ngrok…") }],
  };
}
