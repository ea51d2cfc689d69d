import type { Directory } from "../directory.ts";
import { type Fields, isFields } from "../validation/check.ts";
import { channelName, renderDate, userName } from "./render-mrkdwn.ts";

function styled(piece: Fields): string {
  const text = String(piece.text);
  return isFields(piece.style) && piece.style.bold === true ? `*${text}*` : text;
}

const pieces: Record<string, (piece: Fields, directory: Directory) => string> = {
  text: styled,
  link: (piece) => (piece.text ? `${String(piece.text)} (${String(piece.url)})` : String(piece.url)),
  user: (piece, directory) => userName(String(piece.user_id), directory),
  usergroup: (piece, directory) =>
    `@${directory.userGroup(String(piece.usergroup_id))?.handle ?? String(piece.usergroup_id)}`,
  channel: (piece, directory) => channelName(String(piece.channel_id), directory),
  emoji: (piece) => `:${String(piece.name)}:`,
  broadcast: (piece) => `@${String(piece.range)}`,
  date: (piece) => renderDate(Number(piece.timestamp), String(piece.format)),
};

function inner(value: Fields): Fields[] {
  return Array.isArray(value.elements) ? value.elements.filter(isFields) : [];
}

function line(part: Fields, directory: Directory): string {
  return inner(part)
    .map((piece) => pieces[String(piece.type)]?.(piece, directory) ?? "")
    .join("");
}

export function renderRichText(block: Fields, directory: Directory): string[] {
  return inner(block).flatMap((part) => {
    if (part.type === "rich_text_list") {
      return inner(part).map((item, index) => {
        const mark = part.style === "ordered" ? `${index + 1}.` : "•";
        return `${mark} ${line(item, directory)}`;
      });
    }
    const mark = part.type === "rich_text_quote" ? "> " : "";
    return line(part, directory)
      .split("\n")
      .map((text) => mark + text);
  });
}
