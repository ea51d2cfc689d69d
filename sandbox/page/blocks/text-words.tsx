import type { TextObject } from "../../slack/block.ts";
import styles from "./blocks.module.css";
import { Mrkdwn } from "./mrkdwn.tsx";
import { Unknown } from "./unknown.tsx";

/** A text of a block. Plain text is shown as it is. */
export function TextWords({ text }: { text: TextObject | string | undefined }) {
  if (text === undefined) return null;
  if (typeof text === "string") return <div className={styles.plain}>{text}</div>;
  if (text.type === "plain_text") return <div className={styles.plain}>{text.text}</div>;
  if (text.type === "mrkdwn") return <Mrkdwn text={text.text} verbatim={text.verbatim === true} />;
  return <Unknown what="text" type={(text as { type: unknown }).type} />;
}

/** The same, where words alone are asked for. */
export function wordsOf(text: TextObject | string | undefined): string {
  return typeof text === "string" ? text : (text?.text ?? "");
}
