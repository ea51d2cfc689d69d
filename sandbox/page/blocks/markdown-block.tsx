import { lazy, Suspense } from "react";
import type { Block } from "../../slack/block.ts";
import styles from "./blocks.module.css";

// Half a megabyte that most pages never need.
const Message = lazy(async () => ({ default: (await import("slack-blocks-to-jsx")).Message }));

/** Standard Markdown, which is not mrkdwn. */
export function MarkdownBlock({ block }: { block: Block }) {
  const text = String(block.text ?? "");
  return (
    <div className={styles.markdown}>
      <Suspense fallback={<div className={styles.plain}>{text}</div>}>
        <Message
          blocks={[{ type: "markdown", text: withoutPictures(text) }]}
          unstyled
          withoutWrapper
          name=""
          logo=""
          time={EPOCH}
        />
      </Suspense>
    </div>
  );
}

const EPOCH = new Date(0);

/** Nothing is fetched from elsewhere: a picture is a link to it. */
function withoutPictures(text: string): string {
  return text.replace(/!(?=\[)/g, "");
}
