import type { KnownBlock } from "@slack/types";
import type { Modal } from "./message.ts";
import { mrkdwn, plain } from "./text.ts";

/** Words in mrkdwn, and a button to close. */
export function noticeModal(title: string, text: string, more: readonly KnownBlock[] = []): Modal {
  return {
    type: "modal",
    title: plain(title),
    close: plain("OK"),
    blocks: [{ type: "section", text: mrkdwn(text) }, ...more],
  };
}
