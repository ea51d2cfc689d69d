import type { ActionsBlock, Button, KnownBlock } from "@slack/types";
import { actions, commandName } from "../ids.ts";
import type { Freeze } from "../operations/freeze.ts";
import { frozenLine } from "./freeze-words.ts";
import { type ListPlace, pageText, restText } from "./list-place.ts";
import type { Message } from "./message.ts";
import { openRow } from "./open-row.ts";
import { type ListedOperation, writingFor } from "./operation-list-row.ts";
import { count } from "./operation-words.ts";
import { mention, mrkdwn, plain } from "./text.ts";

export const openPerPage = 8;

export interface OpenPage {
  /** The first is 0. */
  page: number;
  /** Those of this page; those that need a person before the others, else the oldest first. */
  rows: readonly ListedOperation[];
  /** How many there are on all pages, and how many of them need a person. */
  total: number;
  needingAttention: number;
  /** Null while changes may be made. */
  freeze: Freeze | null;
  /** Who put it before the whole channel; it then has no buttons to page through. */
  sharedBy: string | null;
}

/** Everything unfinished or needing attention: its state, device, who asked, since when, what it waits for. */
export function openList(list: OpenPage): Message {
  if (list.total === 0) return nothingOpen(list);
  const heading = headingOf(list);
  const page = pageText(placeOf(list));
  const shared = list.sharedBy === null ? "" : `\nShared by ${mention(list.sharedBy)}`;
  const blocks: KnownBlock[] = [
    ...frozenBlocks(list),
    { type: "section", text: mrkdwn(`*${heading}*${page}${shared}`) },
    ...list.rows.map((row) => openRow(row, writingFor(list.sharedBy))),
  ];
  const rest = restText(placeOf(list));
  if (rest) blocks.push({ type: "context", elements: [mrkdwn(rest)] });
  if (list.sharedBy === null) blocks.push(pagingButtons(list));
  return { text: `${heading}${page}.`, blocks };
}

function headingOf({ total, needingAttention }: OpenPage): string {
  const open = `${count(total, "change")} ${total === 1 ? "is" : "are"} open`;
  if (needingAttention === 0) return open;
  return `${open}, ${needingAttention} ${needingAttention === 1 ? "needs" : "need"} a person`;
}

function placeOf({ page, rows, total }: OpenPage): ListPlace {
  return { page, perPage: openPerPage, shown: rows.length, total };
}

function pagingButtons({ page, total }: OpenPage): ActionsBlock {
  const elements: Button[] = [];
  if (page > 0) elements.push(button("Previous", actions.open.previous, page - 1));
  if ((page + 1) * openPerPage < total) elements.push(button("Next", actions.open.next, page + 1));
  elements.push(button("Share here", actions.open.share, page));
  return { type: "actions", elements };
}

function button(text: string, actionId: string, page: number): Button {
  return { type: "button", text: plain(text), action_id: actionId, value: String(page) };
}

function frozenBlocks({ freeze }: OpenPage): KnownBlock[] {
  return freeze ? [{ type: "section", text: mrkdwn(frozenLine(freeze)) }] : [];
}

function nothingOpen(list: OpenPage): Message {
  const nothing = "Nothing is open: no change is under way, and none needs a person.";
  const next = `\`${commandName} sessions\` lists what can be updated or restarted, \`${commandName} history\` what was done.`;
  const blocks: KnownBlock[] = [
    ...frozenBlocks(list),
    { type: "section", text: mrkdwn(`${nothing}\n${next}`) },
  ];
  return { text: nothing, blocks };
}
