import { Fragment } from "react";
import { DateToken } from "./date-token.tsx";
import { Mention } from "./mention.tsx";
import styles from "./mrkdwn.module.css";
import { mrkdwnPassages, type Passage, type Piece, tokenPieces } from "./mrkdwn-pieces.ts";
import { SafeLink } from "./safe-link.tsx";

/** Slack's mrkdwn, as in a message without blocks. */
export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  const passages = mrkdwnPassages(text, verbatim);
  return (
    <div className={styles.text}>
      {passages.map((passage, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: Passages have no names, and are drawn anew together.
        <DrawnPassage key={index} passage={passage} />
      ))}
    </div>
  );
}

/** The same as a notification has it: names, but nothing formatted. */
export function Unformatted({ text }: { text: string }) {
  return (
    <div className={styles.text}>
      <p>
        <Pieces pieces={tokenPieces(text)} />
      </p>
    </div>
  );
}

function DrawnPassage({ passage }: { passage: Passage }) {
  if (passage.kind === "preformatted") return <Preformatted text={passage.text} />;
  const words = <Pieces pieces={passage.pieces} />;
  return passage.kind === "quote" ? <blockquote>{words}</blockquote> : <p>{words}</p>;
}

export function Preformatted({ text }: { text: string }) {
  return (
    <pre className={styles.preformatted}>
      <code>{text}</code>
    </pre>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: Pieces have no names, and are drawn anew together.
    <Fragment key={index}>
      <DrawnPiece piece={piece} before={pieces[index - 1]} after={pieces[index + 1]} />
    </Fragment>
  ));
}

/** What ends a sentence or a part of it, behind a date. */
function endOf(piece: Piece | undefined): string {
  return (piece?.kind === "text" && /^[.,;:!?)]+/.exec(piece.text)?.[0]) || "";
}

interface DrawnPieceProps {
  piece: Piece;
  before: Piece | undefined;
  after: Piece | undefined;
}

function DrawnPiece({ piece, before, after }: DrawnPieceProps) {
  switch (piece.kind) {
    case "text":
      return before?.kind === "date" ? piece.text.slice(endOf(piece).length) : piece.text;
    case "code":
      return <code className={styles.code}>{piece.text}</code>;
    case "bold":
      return (
        <strong>
          <Pieces pieces={piece.pieces} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Pieces pieces={piece.pieces} />
        </em>
      );
    case "strike":
      return (
        <s>
          <Pieces pieces={piece.pieces} />
        </s>
      );
    case "link":
      return <SafeLink url={piece.url}>{piece.label}</SafeLink>;
    case "date":
      return <DateToken {...piece} end={endOf(after)} />;
    case "broadcast":
      return <Mention kind="broadcast" id={piece.range} />;
    default:
      return <Mention kind={piece.kind} id={piece.id} label={piece.label} />;
  }
}
