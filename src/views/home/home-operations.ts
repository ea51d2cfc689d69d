import type { KnownBlock } from "@slack/types";
import { commandName } from "../../ids.ts";
import { untilMendedText } from "../denial.ts";
import { openRow } from "../open-row.ts";
import { inBlocks } from "../operation-words.ts";
import type { Group, HomeData } from "./home-data.ts";
import { line, smallLine } from "./home-lines.ts";

function unknownRoles({ untilMended }: HomeData["roles"]): string {
  return untilMended
    ? `Slack does not tell who is in its user groups, so that what you may approve is not listed here. ${untilMendedText}`
    : "Slack did not tell who is in its user groups, so that what you may approve is not listed here; it is tried again.";
}

/** What waits for this person, what needs anybody, what runs; and what others have to approve, where there is any. */
export function homeOperations({ open, roles }: HomeData): KnownBlock[] {
  if (typeof open === "string") {
    return [line(`*What waits, needs a person or runs could not be read.* ${open}`)];
  }
  const isElse = open.mine.rows.some(({ operation }) => operation.state === "needs-attention");
  return [
    ...listed("Waiting for you", open.mine, "Nothing waits for you."),
    ...(roles.unknown ? [smallLine(unknownRoles(roles))] : []),
    ...listed("Needs attention", open.attention, `Nothing ${isElse ? "else " : ""}needs a person.`),
    ...listed("Running now", open.running, "Nothing runs, and nothing waits for its time."),
    ...(open.awaiting.total > 0 ? listed("Waiting for an approver", open.awaiting, "") : []),
  ];
}

function listed(title: string, { rows, total }: Group, empty: string): KnownBlock[] {
  if (total === 0) return [line(`*${title}*\n${empty}`)];
  const more = total - rows.length;
  return [
    line(`*${title}*`),
    ...rows.map((row) => openRow(row, inBlocks)),
    ...(more > 0 ? [smallLine(`and ${more} more: \`${commandName} open\``)] : []),
  ];
}
