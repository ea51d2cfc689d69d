import { mrkdwnPassages, type Piece } from "../../../sandbox/page/blocks/mrkdwn-pieces.ts";

type Fields = Record<string, unknown>;

/** Control characters but tab and newline, what is not seen or turns the text, and odd ends of lines. */
const UNSEEN = /[^\P{Cc}\t\n]|\p{Cf}|[\u2028\u2029]/u;
/** Handed back as they came: an id to be found again, a text to be edited. */
const AS_THEY_ARE = ["value", "initial_value", "private_metadata", "block_id"];
/** Names of pictures; what may be a part of an address or a time is not taken for one. */
const EMOJI = /:(?![0-9a-f]+:)[a-z0-9_+'-]+:/gi;

/** Everything that Slack would make of what was drawn, without the words in it. */
export function structureOf(drawn: unknown): unknown {
  return walk(drawn, "");
}

function walk(value: unknown, key: string): unknown {
  if (typeof value === "string") return key === "text" ? mrkdwnShape(value, true) : kept(value, key);
  if (Array.isArray(value)) return value.map((one) => walk(one, key));
  if (!isFields(value)) return value;
  if (value.type === "mrkdwn") return { mrkdwn: mrkdwnShape(String(value.text), value.verbatim === true) };
  if (value.type === "plain_text") return { plain: value.emoji };
  if (value.type === "text") return { text: true, style: value.style };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
}

/** Of the rest only what decides how it is drawn, and where a link leads. */
function kept(value: string, key: string): string {
  return ["type", "style", "action_id", "url", "callback_id"].includes(key) ? value : "";
}

function mrkdwnShape(text: string, verbatim: boolean): unknown {
  const passages = mrkdwnPassages(text, verbatim).map((passage) =>
    passage.kind === "preformatted"
      ? { kind: passage.kind }
      : { kind: passage.kind, pieces: passage.pieces.map(pieceShape) },
  );
  // However Slack pairs them; in code they mean nothing.
  const read = text.replace(/`[^`\n]+`/g, "`c`");
  const marks = Object.fromEntries(
    ["*", "~", "`", "<", ">"].map((mark) => [mark, read.split(mark).length - 1]),
  );
  return { passages, marks };
}

function pieceShape(piece: Piece): unknown {
  switch (piece.kind) {
    case "text":
      return { kind: "text", emoji: piece.text.match(EMOJI) ?? [] };
    case "code":
      return { kind: "code" };
    case "bold":
    case "italic":
    case "strike":
      return { kind: piece.kind, pieces: piece.pieces.map(pieceShape) };
    case "link":
      return { kind: "link", url: piece.url };
    default:
      return piece;
  }
}

/** What stands in it that nobody could see, or that is half a character: by where it stands. */
export function unseenIn(value: unknown, at = ""): string[] {
  if (typeof value === "string") {
    const isOdd = !AS_THEY_ARE.some((name) => at.endsWith(`/${name}`)) && UNSEEN.test(value);
    return isOdd || !value.isWellFormed() ? [`${at}: ${JSON.stringify(value.slice(0, 80))}`] : [];
  }
  if (Array.isArray(value)) return value.flatMap((one, index) => unseenIn(one, `${at}/${index}`));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => unseenIn(one, `${at}/${name}`));
}

/** Texts in which Slack would link or picture what stands there. */
export function looseTexts(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => looseTexts(one, `${at}/${index}`));
  if (!isFields(value)) return [];
  if (value.type === "mrkdwn") return value.verbatim === true ? [] : [`${at} is not verbatim`];
  if (value.type === "plain_text") return value.emoji === false ? [] : [`${at} has pictures`];
  return Object.entries(value).flatMap(([name, one]) => looseTexts(one, `${at}/${name}`));
}

/** What stands on buttons, and what they carry. */
export function buttonsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  if (!isFields(value)) return [];
  if (value.type === "button") return [[value.text, value.style, value.action_id]];
  return Object.values(value).flatMap(buttonsOf);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
