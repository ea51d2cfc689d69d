import type { ExternalSelect, KnownBlock } from "@slack/types";
import { actions, modals } from "../ids.ts";
import type { SessionTarget } from "../operations/target.ts";
import { type ApprovalValues, approversInput, reasonInput } from "./approval-inputs.ts";
import { cardChannelInput } from "./card-channel-input.ts";
import { codeSpan } from "./code-span.ts";
import { type FilledModal, type FormNote, placeNote } from "./form-again.ts";
import type { Modal } from "./message.ts";
import { downText } from "./session-confirm-modal.ts";
import { type SessionHolder, takenText } from "./session-holder.ts";
import { sessionLimits } from "./session-limits.ts";
import { sessionOption } from "./session-option.ts";
import { sessionLines } from "./session-row.ts";
import { atInput, isChosenTime, type When, whenInput } from "./session-when.ts";
import { escapeText, mrkdwn, plain } from "./text.ts";

export const updateTitle = "Update a session";
export const sessionBlock = "session";

/** What a person has filled in so far. */
export interface SessionUpdateValues extends ApprovalValues {
  when: When;
  /** Seconds since the epoch. */
  at: number | null;
  /** Where the card is to go, as far as it was picked; of no account where that is known anyway. */
  cardChannelId?: string | null;
}

export interface SessionUpdateForm {
  values: SessionUpdateValues;
  /** The session that was picked, as it is now; null where none is, or it is gone. */
  chosen: SessionTarget | null;
  holder: SessionHolder | null;
  note: FormNote | null;
  needsApproval: boolean;
  /** Whether the card's channel is to be picked. */
  asksForChannel?: boolean;
  /** Whether the asker may approve what he asks for. */
  selfApproval?: boolean;
  waitMs: number;
  privateMetadata: string;
}

/**
 * The blocks' ids stay through every redrawing, since Slack keeps what was typed by them. A session of which
 * nothing can be asked leaves only the choice of another: no submit, and so no input.
 */
export function sessionUpdateModal(form: SessionUpdateForm): Modal {
  const { chosen, note, needsApproval } = form;
  const usable = isUsable(form);
  const blocks: KnownBlock[] = [
    ...(usable ? [sessionInput(form)] : sessionChoice(form)),
    ...(chosen === null ? [] : chosenBlocks(chosen, form).map(asFact)),
    ...(usable ? inputs(form) : []),
  ];
  return {
    type: "modal",
    callback_id: modals.sessionUpdate,
    title: plain(updateTitle),
    ...(usable ? { submit: plain(needsApproval ? "Ask for approval" : "Update") } : {}),
    close: plain("Cancel"),
    private_metadata: form.privateMetadata,
    blocks: placeNote(blocks, note),
  };
}

const FACT = "fact-";

/** With an id of its own, by which it is dropped once it is not true any more. */
function asFact(block: KnownBlock, index: number): KnownBlock {
  return { ...block, block_id: `${FACT}${index}` };
}

/** The form as it was filled in, without what it said of a session that is gone. */
export function withoutFacts(view: FilledModal): FilledModal {
  return { ...view, blocks: view.blocks.filter(({ block_id: id }) => !id?.startsWith(FACT)) };
}

function isUsable({ chosen, holder }: SessionUpdateForm): boolean {
  return chosen === null || (holder === null && sessionLimits(chosen.session).update === null);
}

function inputs(form: SessionUpdateForm) {
  const { values, chosen, needsApproval, asksForChannel = false, selfApproval = false, waitMs } = form;
  const updateOnly = chosen !== null && sessionLimits(chosen.session).restart !== null;
  return [
    reasonInput(values, true),
    ...(asksForChannel ? [cardChannelInput(values.cardChannelId ?? null)] : []),
    ...(needsApproval ? [approversInput(values, selfApproval)] : []),
    ...(updateOnly ? [] : [whenInput(values.when, waitMs)]),
    ...(!updateOnly && isChosenTime(values.when) ? [atInput(values.when, values.at)] : []),
  ];
}

function sessionInput({ chosen }: SessionUpdateForm): KnownBlock {
  return {
    type: "input",
    block_id: sessionBlock,
    label: plain("Session"),
    dispatch_action: true,
    element: sessionSelect(chosen),
  };
}

/** The same without an input, which Slack takes only with a submit. */
function sessionChoice({ chosen }: SessionUpdateForm): KnownBlock[] {
  return [
    text("*Pick another session:*"),
    { type: "actions", block_id: sessionBlock, elements: [sessionSelect(chosen)] },
  ];
}

function sessionSelect(chosen: SessionTarget | null): ExternalSelect {
  return {
    type: "external_select",
    action_id: actions.sessions.pick,
    min_query_length: 0,
    placeholder: plain("Name, id, IP, version, URL…"),
    ...(chosen === null ? {} : { initial_option: sessionOption(chosen) }),
  };
}

function chosenBlocks(target: SessionTarget, form: SessionUpdateForm): KnownBlock[] {
  const { update, restart, hint } = sessionLimits(target.session);
  const facts = text(`${sessionLines(target)}\n${codeSpan(target.session.sessionId)}`);
  const holder = form.holder === null ? [] : [text(takenText(form.holder))];
  if (update !== null) return [facts, ...holder, text(`*It cannot be updated.* ${escapeText(update)}`)];
  // What an update would do says nothing to who cannot ask for one.
  if (form.holder !== null) return [facts, ...holder];
  return [
    facts,
    ...(form.values.when === "update-only" || restart !== null ? [] : [text(downText(target))]),
    text(consequence(form.values.when, restart)),
    ...(hint === null ? [] : [text(escapeText(hint))]),
  ];
}

function consequence(when: When, restart: string | null): string {
  const update = "ngrok updates the agent to the newest version of its major.";
  if (restart !== null) {
    return `${update} *Update only:* nothing goes down, and the new version runs from the agent's next start. ${escapeText(restart)}`;
  }
  if (when === "update-only")
    return `${update} Nothing goes down; the new version runs from its next restart.`;
  const at = when === "now" ? "after the wait" : "at the time you choose";
  return `${update} It restarts ${at} and comes back as a new session, whose id the card reports. A bad configuration file can keep it offline.`;
}

function text(words: string): KnownBlock {
  return { type: "section", text: mrkdwn(words) };
}
