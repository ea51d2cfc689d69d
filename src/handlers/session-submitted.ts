import type { ViewOutput } from "@slack/bolt";
import type { SessionTarget } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { inputAction } from "../views/approval-inputs.ts";
import { goneText } from "../views/session-not-found.ts";
import type { HandlerDeps } from "./deps.ts";
import { targetNow } from "./session-look.ts";

/** What was typed into an input, without the blanks around it. */
export function typedText(view: ViewOutput, blockId: string): string {
  return view.state.values[blockId]?.[inputAction]?.value?.trim() ?? "";
}

/** The same submit has the same key, however often Slack sends it; the form that came back has another. */
export function submitKey(view: ViewOutput): string {
  return `${view.id}:${view.hash}`;
}

/** @throws UserRefusal when the session has left since the form was opened */
export async function stillOnline(
  deps: HandlerDeps,
  sessionId: string,
  blockId: string | null,
): Promise<SessionTarget> {
  const target = await targetNow(deps, sessionId, "decision");
  if (target) return target;
  throw new UserRefusal(goneText({ id: sessionId, newId: null, newIsOnline: false }), blockId);
}
