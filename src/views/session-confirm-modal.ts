import type { KnownBlock } from "@slack/types";
import type { SessionTarget } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";
import { reasonInput } from "./ingress-approval.ts";
import type { Modal } from "./message.ts";
import { placeError } from "./place-error.ts";
import { sessionLines } from "./session-row.ts";
import { servedCount, servedList } from "./session-served.ts";
import { mrkdwn, plain } from "./text.ts";

/** Which session, what goes down with it, what comes after, and why. */
export interface SessionConfirmation {
  target: SessionTarget;
  reason: string;
  /** Carried through the modal, for the submit. */
  privateMetadata: string;
  error: { text: string; blockId: string | null } | null;
}

export function sessionConfirmModal(
  words: { title: string; submit: string; callbackId: string; then: readonly string[] },
  { target, reason, privateMetadata, error }: SessionConfirmation,
): Modal {
  const blocks: KnownBlock[] = [
    { type: "section", text: mrkdwn(`${sessionLines(target)}\n${codeSpan(target.session.sessionId)}`) },
    { type: "section", text: mrkdwn(downText(target)) },
    ...words.then.map((text): KnownBlock => ({ type: "section", text: mrkdwn(text) })),
    reasonInput({ reason, askedApprovers: [] }, false),
  ];
  return {
    type: "modal",
    callback_id: words.callbackId,
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain("Cancel"),
    private_metadata: privateMetadata,
    blocks: placeError(blocks, error),
  };
}

export function downText({ serves }: SessionTarget): string {
  return `*${servedCount(serves)}.*${serves.length > 0 ? `\n${servedList(serves)}` : ""}`;
}
