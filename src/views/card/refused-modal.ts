import { errorModal } from "../error-modal.ts";
import type { Modal } from "../message.ts";
import { preformatted } from "../preformatted.ts";
import { mrkdwn } from "../text.ts";

/** What takes the place of a modal whose submit changed nothing. What was typed into it can be copied from here. */
export function refusedModal(title: string, text: string, typed: string): Modal {
  const modal = errorModal(title, text);
  if (typed === "") return modal;
  const kept = [{ type: "section" as const, text: mrkdwn("You typed:") }, ...preformatted(typed)];
  return { ...modal, blocks: [...modal.blocks, ...kept] };
}
