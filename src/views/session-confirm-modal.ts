import type { KnownBlock } from "@slack/types";
import type { SessionTarget } from "../operations/target.ts";
import { type ApprovalValues, approversInput, reasonInput } from "./approval-inputs.ts";
import { codeSpan } from "./code-span.ts";
import { type FormNote, placeNote } from "./form-again.ts";
import type { Modal } from "./message.ts";
import { sessionLines } from "./session-row.ts";
import { servedCount, servedList } from "./session-served.ts";
import { mrkdwn, plain } from "./text.ts";

/** Which session, what goes down with it, what comes after, and why. */
export interface SessionConfirmation {
  target: SessionTarget;
  values: ApprovalValues;
  needsApproval: boolean;
  /** Whether the asker may approve what he asks for. */
  selfApproval?: boolean;
  /** Carried through the modal, for the submit. */
  privateMetadata: string;
  note: FormNote | null;
}

export function sessionConfirmModal(
  words: { title: string; submit: string; callbackId: string; then: readonly string[] },
  { target, values, needsApproval, selfApproval = false, privateMetadata, note }: SessionConfirmation,
): Modal {
  const blocks: KnownBlock[] = [
    { type: "section", text: mrkdwn(`${sessionLines(target)}\n${codeSpan(target.session.sessionId)}`) },
    { type: "section", text: mrkdwn(downText(target)) },
    ...words.then.map((text): KnownBlock => ({ type: "section", text: mrkdwn(text) })),
    reasonInput(values, needsApproval),
    ...(needsApproval ? [approversInput(values, selfApproval)] : []),
  ];
  return {
    type: "modal",
    callback_id: words.callbackId,
    title: plain(words.title),
    submit: plain(needsApproval ? "Ask for approval" : words.submit),
    close: plain("Cancel"),
    private_metadata: privateMetadata,
    blocks: placeNote(blocks, note),
  };
}

export function downText({ serves }: SessionTarget): string {
  return `*${servedCount(serves)}.*${serves.length > 0 ? `\n${servedList(serves)}` : ""}`;
}
