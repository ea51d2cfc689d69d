import type { Modal } from "./message.ts";
import { preformatted } from "./preformatted.ts";
import { plain } from "./text.ts";

export type Doing = "update" | "restart" | "stop";

/** What stands in a modal between its submit and the outcome; with what was `typed`, should it never go on. */
export function workingModal(title: string, doing: Doing, typed: string): Modal {
  return {
    type: "modal",
    title: plain(title),
    close: plain("Close"),
    blocks: [
      { type: "section", text: plain(`Asking for the ${doing}…`) },
      ...(typed === ""
        ? []
        : [{ type: "section" as const, text: plain("You typed:") }, ...preformatted(typed)]),
    ],
  };
}
