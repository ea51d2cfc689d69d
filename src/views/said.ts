import { limits } from "./limits.ts";
import type { Message } from "./message.ts";
import { cut, mrkdwn } from "./text.ts";

/** Words alone as a message. In a bare `text` Slack would make a link of each address that somebody else typed. */
export function said(words: string): Message {
  const text = cut(words, limits.sectionText);
  return { text, blocks: [{ type: "section", text: mrkdwn(text) }] };
}
