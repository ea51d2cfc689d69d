import type { SectionBlock } from "@slack/types";
import { cardWords } from "./card/card-words.ts";
import { waitsFor } from "./open-waits.ts";
import { type ListedOperation, linkWords, listRow } from "./operation-list-row.ts";
import { quoted, type Writing } from "./operation-words.ts";
import { slackDate } from "./text.ts";

/** An open operation: its state and device, what it waits for, who asked and since when, and its card. */
export function openRow({ operation, link }: ListedOperation, writing: Writing): SectionBlock {
  const { request, attention } = operation;
  const reason = request.reason.trim() === "" ? "" : `: ${quoted(request.reason, 120)}`;
  const since =
    operation.state === "needs-attention" && attention
      ? ` · needs a person since ${slackDate(attention.since, "date-time")}`
      : "";
  return listRow([
    `*${cardWords(operation, writing).title}*`,
    waitsFor(operation, writing),
    `Asked by ${writing.person(request.by)} ${slackDate(request.at, "date-time")}${reason}${since} · ${linkWords(link)}`,
  ]);
}
