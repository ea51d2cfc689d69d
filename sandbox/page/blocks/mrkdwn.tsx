import { Fragment } from "react";
import { DateToken } from "./date-token.tsx";
import { Mention } from "./mention.tsx";
import styles from "./mrkdwn.module.css";
import { mrkdwnPassages, type Passage, type Piece } from "./mrkdwn-pieces.ts";
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

function DrawnPassage({ passage }: { passage: Passage }) {
  if (passage.kind === "preformatted") return <Preformatted text={passage.text} />;
  const words = <Pieces pieces={passage.pieces} />;
  return passage.kind === "quote" ? <blockquote>{words}</blockquote> : <p>{words}</p>;
}

export function Preformatted({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard.
    <pre className={styles.preformatted} tabIndex={0}>
      <code>{text}</code>
    </pre>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: Pieces have no names, and are drawn anew together.
    <Fragment key={index}>
      <DrawnPiece piece={piece} />
    </Fragment>
  ));
}

function DrawnPiece({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case "text":
      return piece.text;
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
      return <DateToken {...piece} />;
    case "broadcast":
      return <Mention kind="broadcast" id={piece.range} />;
    default:
      return <Mention kind={piece.kind} id={piece.id} label={piece.label} />;
  }
}
