import type { ContextBlock, SectionBlock } from "@slack/types";
import { mrkdwn } from "../text.ts";

export function line(text: string): SectionBlock {
  return { type: "section", text: mrkdwn(text) };
}

export function smallLine(text: string): ContextBlock {
  return { type: "context", elements: [mrkdwn(text)] };
}
