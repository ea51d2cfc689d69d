import type { ActionsBlock, Button, KnownBlock } from "@slack/types";
import { actions } from "../ids.ts";
import { type ListPlace, pageText, restText } from "./list-place.ts";
import type { Message } from "./message.ts";
import { type NamedSession, sessionRow } from "./session-row.ts";
import { cut, escapeText, mention, mrkdwn, plain } from "./text.ts";

export const sessionsPerPage = 8;

export interface SessionsPage {
  /** As they were typed, separated by spaces; empty: every session. */
  words: string;
  /** The first is 0. */
  page: number;
  /** Those of this page; `hasTwins` where others online bear the same name. */
  rows: readonly (NamedSession & { hasTwins?: boolean })[];
  /** How many the words fit, and how many are online at all. */
  fitting: number;
  online: number;
  /** Who put it before the whole channel; it then has no buttons to page through. */
  sharedBy: string | null;
}

export function sessionsList(list: SessionsPage): Message {
  if (list.fitting === 0) return nothingFound(list);
  const heading = headingOf(list);
  const page = pageText(placeOf(list));
  const blocks: KnownBlock[] = [
    { type: "section", text: mrkdwn(`*${heading}*${page}${sharedText(list)}`) },
    ...list.rows.map((row) => sessionRow(row, row.hasTwins)),
  ];
  const rest = restText(placeOf(list));
  if (rest) blocks.push({ type: "context", elements: [mrkdwn(rest)] });
  if (list.sharedBy === null) blocks.push(pagingButtons(list));
  return { text: `${heading}${page}.`, blocks };
}

/** `page words…`, as a button carries it. */
function pageValue(page: number, words: string): string {
  return `${page} ${words}`;
}

function headingOf(list: SessionsPage): string {
  const online = `${list.online} ${list.online === 1 ? "session" : "sessions"} online`;
  return list.words === "" ? online : `${list.fitting} of ${online} fit “${shownWords(list)}”`;
}

function sharedText(list: SessionsPage): string {
  if (list.sharedBy === null) return "";
  const command = `/ngrok sessions ${shownWords(list)}`.trim();
  return `\nShared by ${mention(list.sharedBy)} from \`${command}\``;
}

function placeOf({ page, rows, fitting }: SessionsPage): ListPlace {
  return { page, perPage: sessionsPerPage, shown: rows.length, total: fitting };
}

function pagingButtons(list: SessionsPage): ActionsBlock {
  const shown = (list.page + 1) * sessionsPerPage;
  const elements: Button[] = [];
  if (list.page > 0) elements.push(button("Previous", actions.sessions.previous, list.page - 1, list));
  if (shown < list.fitting) elements.push(button("Next", actions.sessions.next, list.page + 1, list));
  elements.push(button("Share here", actions.sessions.share, list.page, list));
  return { type: "actions", elements };
}

function button(text: string, actionId: string, page: number, list: SessionsPage): Button {
  return {
    type: "button",
    text: plain(text),
    action_id: actionId,
    value: pageValue(page, list.words.toWellFormed()),
  };
}

function nothingFound(list: SessionsPage): Message {
  const text =
    list.online === 0
      ? "No session is online. An agent shows here once it is connected with this ngrok account; what was done to those that left is in `/ngrok history`."
      : `None of the ${list.online} sessions online fits “${shownWords(list)}”. Searched: name, id, ip, os, region, version, metadata, credential, and the URLs that each serves; every word has to fit. Try fewer words, or \`/ngrok sessions\` for all.`;
  return { text: text.replaceAll("`", ""), blocks: [{ type: "section", text: mrkdwn(text) }] };
}

function shownWords(list: SessionsPage): string {
  return escapeText(cut(list.words, 200));
}
