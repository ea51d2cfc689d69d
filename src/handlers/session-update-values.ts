import type { ViewOutput } from "@slack/bolt";
import { z } from "zod";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { approvalBlocks, inputAction } from "../views/approval-inputs.ts";
import { reasonMissing } from "../views/approval-problem.ts";
import { cardChannelBlock } from "../views/card-channel-input.ts";
import { otherVersion } from "../views/other-version.ts";
import { problemValue } from "../views/problem-option.ts";
import { nameInOption } from "../views/session-option.ts";
import { type SessionUpdateValues, sessionBlock } from "../views/session-update-modal.ts";
import { sessionUpdateProblem } from "../views/session-update-problem.ts";
import { atAction, isChosenTime, type When, whenBlocks, whenChoices } from "../views/session-when.ts";
import { approvalErrors, needsApproval } from "./approval-values.ts";
import { cardChannelErrors, pickedChannel } from "./card-channel.ts";
import type { HandlerDeps } from "./deps.ts";
import { channelIdSchema, formState } from "./form-state.ts";
import { typedText } from "./session-submitted.ts";

const FURTHEST_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface FilledUpdate extends SessionUpdateValues {
  sessionId: string | null;
  /** What the form called its device. */
  sessionName: string;
}

const State = z.object({
  channelId: channelIdSchema.nullable(),
  kept: z.object({
    reason: z.string(),
    askedApprovers: z.array(z.string()),
    when: z.enum(whenChoices),
    at: z.number().int().nullable(),
    cardChannelId: channelIdSchema.nullable().default(null),
  }),
});

/** What the form carries along: an input that one drawing leaves out comes back as it was in a later one. */
interface UpdateState {
  /** Where the card goes; null where the form asks for that. */
  channelId: string | null;
  kept: SessionUpdateValues;
}

export function packUpdate(state: UpdateState): string {
  return JSON.stringify(state);
}

/** @throws UserRefusal when another version of the bot has opened the form */
export function unpackUpdate({ private_metadata: packed }: ViewOutput): UpdateState {
  return formState(State, packed);
}

/** What stands in the form, and what stood in inputs that it does not show just now. */
export function updateValues(view: ViewOutput): FilledUpdate {
  const { values } = view.state;
  const { kept } = unpackUpdate(view);
  const picked = values[sessionBlock]?.[actions.sessions.pick]?.selected_option;
  return {
    sessionId: !picked || picked.value === problemValue ? null : picked.value,
    sessionName: nameInOption(picked?.text.text ?? ""),
    reason: values[approvalBlocks.reason] ? typedText(view, approvalBlocks.reason) : kept.reason,
    askedApprovers: values[approvalBlocks.approvers]?.[inputAction]?.selected_users ?? kept.askedApprovers,
    when: chosenWhen(view) ?? kept.when,
    cardChannelId: values[cardChannelBlock] ? pickedChannel(view) : (kept.cardChannelId ?? null),
    at: values[whenBlocks.at] ? (values[whenBlocks.at]?.[atAction]?.selected_date_time ?? null) : kept.at,
  };
}

/** What a submit asks for. Where nothing is offered to choose, the session can only be updated. */
export function submittedValues(view: ViewOutput): FilledUpdate {
  return { ...updateValues(view), when: chosenWhen(view) ?? "update-only" };
}

/** Null where the form does not offer a choice. @throws UserRefusal for one that no form of this version offers */
function chosenWhen(view: ViewOutput): When | null {
  const input = view.state.values[whenBlocks.when];
  if (!input) return null;
  const value = input[actions.sessions.when]?.selected_option?.value ?? "now";
  const when = whenChoices.find((choice) => choice === value);
  if (when === undefined) throw new UserRefusal(otherVersion("form"));
  return when;
}

/** What is wrong with a submit that no look at ngrok is needed for: texts by block id. */
export async function updateErrors(
  deps: HandlerDeps,
  view: ViewOutput,
  userId: string,
  what: string,
): Promise<Record<string, string>> {
  const values = submittedValues(view);
  const { channelId } = unpackUpdate(view);
  const isAsked = channelId === null;
  const cardChannelId = channelId ?? values.cardChannelId ?? null;
  // At the same time: Slack hears of it within 3 s.
  const [approval, channel] = await Promise.all([
    needsApproval(deps, "session-update") ? approvalErrors(deps, userId, values, cardChannelId) : {},
    isAsked ? cardChannelErrors(deps, { userId, picked: cardChannelId, kind: "session-update", what }) : {},
  ]);
  const time = isChosenTime(values.when) ? timeError(values.at, deps.clock.now()) : null;
  // The time's input comes a moment after the choice that needs it.
  const timeBlock = view.state.values[whenBlocks.at] ? whenBlocks.at : whenBlocks.when;
  return {
    ...(values.sessionId === null ? { [sessionBlock]: sessionUpdateProblem("no-session") } : {}),
    ...(values.reason === "" ? { [approvalBlocks.reason]: reasonMissing("all") } : {}),
    ...channel,
    ...approval,
    ...(time === null ? {} : { [timeBlock]: time }),
  };
}

function timeError(at: number | null, now: Date): string | null {
  if (at === null) return sessionUpdateProblem("no-time");
  const aheadMs = at * 1000 - now.getTime();
  if (aheadMs <= 0) return sessionUpdateProblem("time-passed");
  if (aheadMs > FURTHEST_DAYS * DAY_MS) return sessionUpdateProblem({ furthestDays: FURTHEST_DAYS });
  return null;
}
