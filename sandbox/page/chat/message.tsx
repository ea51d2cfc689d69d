import { type ReactNode, useEffect, useRef } from "react";
import type { Entries } from "../../demo/entries.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Mrkdwn } from "../blocks/mrkdwn.tsx";
import { Badge } from "../design/badge.tsx";
import { Avatar } from "./avatar.tsx";
import styles from "./message.module.css";
import { MessageTime } from "./message-time.tsx";
import { timeOf } from "./time-of.ts";
import { useAuthor } from "./use-author.ts";

export interface MessageProps {
  message: Entries["message"];
  /** Marks that it pings the reader, where not every message does. */
  highlight: boolean;
  /** Rises each time that the reader looks for this message; 0 while he does not. */
  sought: number;
  /** Below it: the way into its thread. */
  children?: ReactNode;
}

/** One message, as its reader sees it. */
export function Message({ message, highlight, sought, children }: MessageProps) {
  const { channel, ts, text, blocks } = message;
  const author = useAuthor(message);
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sought === 0) return;
    article.current?.scrollIntoView({ block: "center" });
    article.current?.focus({ preventScroll: true });
  }, [sought]);
  return (
    <article
      ref={article}
      className={styles.message}
      tabIndex={-1}
      aria-label={`${author.name}, ${timeOf(ts)}`}
      data-ts={ts}
      data-mention={highlight && message.mentionsMe && message.onlyFor === null}
      data-unread={message.unread}
      data-sought={sought > 0}
      data-private={message.onlyFor !== null}
    >
      <Avatar author={author} />
      <div className={styles.body}>
        <header className={styles.head}>
          <span className={styles.author}>{author.name}</span>
          {author.kind === "bot" && <Badge>app</Badge>}
          <MessageTime ts={ts} />
          {message.editedTs && <span>edited</span>}
          {message.threadTs && message.broadcast && <span>also in its thread</span>}
          {highlight && message.unread && <Badge tone="bad">unread mention</Badge>}
        </header>
        {message.onlyFor && <p className={styles.private}>Only visible to you</p>}
        {blocks.length > 0 ? (
          <Blocks blocks={blocks} surface={{ kind: "message", channel, ts }} />
        ) : (
          <Mrkdwn text={text} />
        )}
        {children}
      </div>
    </article>
  );
}
