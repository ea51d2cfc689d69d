import { Fragment, type ReactNode } from "react";
import styles from "./blocks.module.css";
import { DateToken } from "./date-token.tsx";
import { Mention } from "./mention.tsx";
import text from "./mrkdwn.module.css";
import { Preformatted } from "./mrkdwn.tsx";
import { SafeLink } from "./safe-link.tsx";
import { Unknown } from "./unknown.tsx";

/** Of a rich text, as far as it matters here. */
interface Part {
  type: string;
  elements?: readonly unknown[];
  style?: unknown;
  indent?: number;
  offset?: number;
  text?: unknown;
  url?: unknown;
  fallback?: unknown;
  [other: string]: unknown;
}

function partsOf(elements: readonly unknown[] | undefined): Part[] {
  return (elements ?? []) as Part[];
}

export function RichText({ elements, blockId }: { elements: readonly unknown[]; blockId?: string }) {
  return (
    <div className={`${text.text} ${styles.rich}`}>
      {keyed(partsOf(elements), (part) => section(part, blockId))}
    </div>
  );
}

function keyed(parts: readonly Part[], draw: (part: Part) => ReactNode): ReactNode[] {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: Parts have no names, and are drawn anew together.
    <Fragment key={index}>{draw(part)}</Fragment>
  ));
}

function section(part: Part, blockId: string | undefined): ReactNode {
  const pieces = partsOf(part.elements);
  switch (part.type) {
    case "rich_text_section":
      return <p>{keyed(pieces, (piece) => styled(piece, blockId))}</p>;
    case "rich_text_quote":
      return <blockquote>{keyed(pieces, (piece) => styled(piece, blockId))}</blockquote>;
    case "rich_text_preformatted":
      return <Preformatted text={pieces.map((piece) => String(piece.text ?? piece.url ?? "")).join("")} />;
    case "rich_text_list":
      return <List part={part} blockId={blockId} />;
    default:
      return <Unknown what="rich text" type={part.type} {...(blockId ? { blockId } : {})} />;
  }
}

function List({ part, blockId }: { part: Part; blockId: string | undefined }) {
  const items = keyed(partsOf(part.elements), (item) => (
    <li>{keyed(partsOf(item.elements), (piece) => styled(piece, blockId))}</li>
  ));
  const indent = { marginInlineStart: `${part.indent ?? 0}em` };
  if (part.style === "ordered")
    return (
      <ol start={(part.offset ?? 0) + 1} style={indent}>
        {items}
      </ol>
    );
  return <ul style={indent}>{items}</ul>;
}

function styled(piece: Part, blockId: string | undefined): ReactNode {
  const style = (piece.style ?? {}) as Record<string, boolean | undefined>;
  let drawn = plain(piece, blockId);
  if (style.code) drawn = <code className={text.code}>{drawn}</code>;
  if (style.underline) drawn = <u>{drawn}</u>;
  if (style.strike) drawn = <s>{drawn}</s>;
  if (style.italic) drawn = <em>{drawn}</em>;
  return style.bold ? <strong>{drawn}</strong> : drawn;
}

function plain(piece: Part, blockId: string | undefined): ReactNode {
  switch (piece.type) {
    case "text":
      return String(piece.text);
    case "link":
      return <SafeLink url={String(piece.url)}>{piece.text ? String(piece.text) : null}</SafeLink>;
    case "user":
      return <Mention kind="user" id={String(piece.user_id)} />;
    case "usergroup":
      return <Mention kind="group" id={String(piece.usergroup_id)} />;
    case "channel":
      return <Mention kind="channel" id={String(piece.channel_id)} />;
    case "broadcast":
      return <Mention kind="broadcast" id={String(piece.range)} />;
    case "emoji":
      return `:${String(piece.name)}:`;
    case "date":
      return (
        <DateToken
          seconds={Number(piece.timestamp)}
          format={String(piece.format)}
          fallback={String(piece.fallback ?? "")}
          url={piece.url ? String(piece.url) : null}
        />
      );
    default:
      return <Unknown what="rich text element" type={piece.type} {...(blockId ? { blockId } : {})} />;
  }
}
