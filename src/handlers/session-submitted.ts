import type { ViewOutput } from "@slack/bolt";
import { inputAction } from "../views/approval-inputs.ts";

/** What was typed into an input, without the blanks around it. */
export function typedText(view: ViewOutput, blockId: string): string {
  return view.state.values[blockId]?.[inputAction]?.value?.trim() ?? "";
}

/** The same submit has the same key, however often Slack sends it; the form that came back has another. */
export function submitKey(view: ViewOutput): string {
  return `${view.id}:${view.hash}`;
}
