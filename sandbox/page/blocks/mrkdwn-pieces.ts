/** What stands within a line of mrkdwn. */
export type Piece =
  | { kind: "text" | "code"; text: string }
  | { kind: "bold" | "italic" | "strike"; pieces: Piece[] }
  | { kind: "link"; url: string; label: string | null }
  | { kind: "user" | "channel" | "group"; id: string; label: string | null }
  | { kind: "broadcast"; range: string }
  | { kind: "date"; seconds: number; format: string; url: string | null; fallback: string };

export type Passage = { kind: "words" | "quote"; pieces: Piece[] } | { kind: "preformatted"; text: string };

const FENCE = /```\n?([\s\S]*?)\n?```\n?/g;
/** As Slack escapes what people type, a quote's mark may be an entity. */
const QUOTE = /^(?:>|&gt;) ?/;
const WORD = /[\p{L}\p{N}]/u;
const MARKS: Record<string, "bold" | "italic" | "strike"> = { "*": "bold", _: "italic", "~": "strike" };
const BARE_URL = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)"'\]]/g;

/**
 * Slack's mrkdwn. What is escaped is text, and is not read a second time. `verbatim` leaves a bare URL unlinked.
 */
export function mrkdwnPassages(text: string, verbatim = false): Passage[] {
  const passages: Passage[] = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    passages.push(...linePassages(text.slice(end, fence.index).replace(/\n$/, ""), verbatim));
    passages.push({ kind: "preformatted", text: decodeEntities(fence[1] ?? "") });
    end = fence.index + fence[0].length;
  }
  return [...passages, ...linePassages(text.slice(end), verbatim)];
}

/** Its tokens alone, as a notification reads them: what would format stands there as it was written. */
export function tokenPieces(text: string): Piece[] {
  return merged(
    text
      .split(/(<[^<>]+>)/)
      .map((part, index) =>
        index % 2 === 1 ? tokenPiece(part.slice(1, -1)) : { kind: "text", text: decodeEntities(part) },
      ),
  );
}

/** The first line's words alone, to name something by. */
export function mrkdwnWords(text: string): string {
  const [first = ""] = text.split("\n");
  return mrkdwnPassages(first, true)
    .map((passage) =>
      passage.kind === "preformatted" ? passage.text : passage.pieces.map(pieceWords).join(""),
    )
    .join("")
    .trim();
}

function pieceWords(piece: Piece): string {
  switch (piece.kind) {
    case "text":
    case "code":
      return piece.text;
    case "bold":
    case "italic":
    case "strike":
      return piece.pieces.map(pieceWords).join("");
    case "link":
      return piece.label ?? piece.url;
    case "date":
      return piece.fallback;
    case "broadcast":
      return piece.range;
    default:
      return piece.label ?? piece.id;
  }
}

function linePassages(text: string, verbatim: boolean): Passage[] {
  if (text === "") return [];
  const passages: { kind: "words" | "quote"; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const kind = QUOTE.test(line) ? "quote" : "words";
    const words = kind === "quote" ? line.replace(QUOTE, "") : line;
    const last = passages.at(-1);
    if (last?.kind === kind) last.lines.push(words);
    else passages.push({ kind, lines: [words] });
  }
  return passages.map(({ kind, lines }) => ({ kind, pieces: joined(lines, verbatim) }));
}

/** No mark reaches beyond its line. */
function joined(lines: string[], verbatim: boolean): Piece[] {
  const pieces = lines.flatMap((line, index): Piece[] => [
    ...(index > 0 ? [{ kind: "text" as const, text: "\n" }] : []),
    ...linePieces(line, verbatim),
  ]);
  return merged(pieces);
}

function linePieces(line: string, verbatim: boolean): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let plainFrom = 0;
  const take = (piece: Piece, end: number) => {
    pieces.push(...plainPieces(line.slice(plainFrom, at), verbatim), piece);
    at = end;
    plainFrom = end;
  };
  while (at < line.length) {
    const end = spanEnd(line, at);
    const mark = MARKS[line[at] ?? ""];
    const close = mark ? closingMark(line, at) : -1;
    if (end > at) take(spanPiece(line.slice(at, end)), end);
    else if (mark && close > 0)
      take({ kind: mark, pieces: linePieces(line.slice(at + 1, close), verbatim) }, close + 1);
    else at += 1;
  }
  return merged([...pieces, ...plainPieces(line.slice(plainFrom), verbatim)]);
}

/** Where the code or the token that begins here ends; `at` itself where none does. */
function spanEnd(line: string, at: number): number {
  if (line[at] === "`") {
    const close = line.indexOf("`", at + 1);
    return close > at + 1 ? close + 1 : at;
  }
  if (line[at] !== "<") return at;
  return at + (/^<[^<>]+>/.exec(line.slice(at))?.[0].length ?? 0);
}

/** Marks stand at the edges of words: `2*3*4` and `snake_case_name` have none. */
function closingMark(line: string, open: number): number {
  const mark = line[open] ?? "";
  const inside = line[open + 1] ?? " ";
  if (WORD.test(line[open - 1] ?? " ") || /\s/.test(inside) || inside === mark) return -1;
  let at = open + 1;
  while (at < line.length) {
    const end = spanEnd(line, at);
    if (end > at) at = end;
    else if (line[at] === mark && !/\s/.test(line[at - 1] ?? " ") && !WORD.test(line[at + 1] ?? " "))
      return at;
    else at += 1;
  }
  return -1;
}

function spanPiece(span: string): Piece {
  const inner = span.slice(1, -1);
  return span.startsWith("`") ? { kind: "code", text: decodeEntities(inner) } : tokenPiece(inner);
}

function tokenPiece(token: string): Piece {
  const bar = token.indexOf("|");
  const body = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? null : decodeEntities(token.slice(bar + 1));
  if (body.startsWith("@")) return { kind: "user", id: body.slice(1), label };
  if (body.startsWith("#")) return { kind: "channel", id: body.slice(1), label };
  if (body.startsWith("!")) return commandPiece(body.slice(1), label);
  return { kind: "link", url: decodeEntities(body), label };
}

function commandPiece(body: string, label: string | null): Piece {
  const [name = "", first = "", format = "", ...url] = body.split("^");
  if (name === "subteam") return { kind: "group", id: first, label };
  if (name !== "date") return { kind: "broadcast", range: label ?? name };
  return {
    kind: "date",
    seconds: Number(first),
    format: decodeEntities(format),
    url: url.length > 0 ? decodeEntities(url.join("^")) : null,
    fallback: label ?? "",
  };
}

function plainPieces(raw: string, verbatim: boolean): Piece[] {
  if (raw === "") return [];
  if (verbatim) return [{ kind: "text", text: decodeEntities(raw) }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of raw.matchAll(BARE_URL)) {
    pieces.push({ kind: "text", text: decodeEntities(raw.slice(end, found.index)) });
    pieces.push({ kind: "link", url: decodeEntities(found[0]), label: null });
    end = found.index + found[0].length;
  }
  return [...pieces, { kind: "text", text: decodeEntities(raw.slice(end)) }];
}

function merged(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (piece.kind === "text" && piece.text === "") continue;
    if (piece.kind === "text" && last?.kind === "text")
      out[out.length - 1] = { kind: "text", text: last.text + piece.text };
    else out.push(piece);
  }
  return out;
}

/** Once: `&amp;lt;` is the text `&lt;`. */
function decodeEntities(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: "<", gt: ">" })[name] ?? "&");
}
