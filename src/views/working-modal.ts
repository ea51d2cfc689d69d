import type { Modal } from "./message.ts";
import { plain } from "./text.ts";

/** What stands in a modal between its submit and the outcome. It has no input, so nothing in it can be lost. */
export function workingModal(title: string, doing: string): Modal {
  return {
    type: "modal",
    title: plain(title),
    close: plain("Close"),
    blocks: [{ type: "section", text: plain(doing) }],
  };
}
