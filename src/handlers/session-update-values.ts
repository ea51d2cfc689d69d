import type { ViewOutput } from "@slack/bolt";
import { actions } from "../ids.ts";
import { approvalBlocks, inputAction } from "../views/approval-inputs.ts";
import { type SessionUpdateValues, sessionBlock } from "../views/session-update-modal.ts";
import { atAction, isChosenTime, type When, whenBlocks, whenChoices } from "../views/session-when.ts";
import { approvalErrors, needsApproval } from "./approval-values.ts";
import type { HandlerDeps } from "./deps.ts";
import { typedText } from "./session-submitted.ts";

const FURTHEST_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface FilledUpdate extends SessionUpdateValues {
  sessionId: string | null;
}

export function updateValues(view: ViewOutput): FilledUpdate {
  const { values } = view.state;
  return {
    sessionId: values[sessionBlock]?.[actions.sessions.pick]?.selected_option?.value ?? null,
    reason: typedText(view, approvalBlocks.reason),
    askedApprovers: values[approvalBlocks.approvers]?.[inputAction]?.selected_users ?? [],
    when: chosenWhen(view),
    at: values[whenBlocks.at]?.[atAction]?.selected_date_time ?? null,
  };
}

/** Where nothing is offered to choose, the session can only be updated. */
function chosenWhen(view: ViewOutput): When {
  const input = view.state.values[whenBlocks.when];
  if (!input) return "update-only";
  const value = input[actions.sessions.when]?.selected_option?.value;
  return whenChoices.find((choice) => choice === value) ?? "now";
}

/** What is wrong with a submit that no look at ngrok is needed for: texts by block id. */
export async function updateErrors(
  deps: HandlerDeps,
  view: ViewOutput,
  userId: string,
): Promise<Record<string, string>> {
  const values = updateValues(view);
  const approval = needsApproval(deps, "session-update") ? await approvalErrors(deps, userId, values) : {};
  const time = isChosenTime(values.when) ? timeError(values.at, deps.clock.now()) : null;
  // The time's input comes a moment after the choice that needs it.
  const timeBlock = view.state.values[whenBlocks.at] ? whenBlocks.at : whenBlocks.when;
  return {
    ...(values.sessionId === null ? { [sessionBlock]: "Pick a session." } : {}),
    ...(values.reason === "" ? { [approvalBlocks.reason]: "Say why: it stands on the card." } : {}),
    ...approval,
    ...(time === null ? {} : { [timeBlock]: time }),
  };
}

function timeError(at: number | null, now: Date): string | null {
  if (at === null) return "Choose the day and the time.";
  const aheadMs = at * 1000 - now.getTime();
  if (aheadMs <= 0) return "This time has passed. Choose a later one.";
  if (aheadMs > FURTHEST_DAYS * DAY_MS) return `At most ${FURTHEST_DAYS} days ahead.`;
  return null;
}
