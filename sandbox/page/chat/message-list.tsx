import { Fragment, type ReactNode, useEffect, useRef, useState } from "react";
import type { Entries } from "../../demo/entries.ts";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import { useOne } from "../live/live-provider.tsx";
import { Message } from "./message.tsx";
import styles from "./message-list.module.css";
import { useEnd } from "./use-end.ts";

type MessageEntry = Entries["message"];

/** The message that is looked for, and which time that is. */
export interface Sought {
  ts: string;
  visit: number;
}

export interface MessageListProps {
  label: string;
  messages: readonly MessageEntry[];
  highlight: boolean;
  sought: Sought | null;
  /** Above the first one. */
  start?: ReactNode;
  /** Below each one. */
  below?: (message: MessageEntry) => ReactNode;
}

/** Oldest first, and its end in sight unless the reader scrolls away from it. */
export function MessageList({ label, messages, highlight, sought, start, below }: MessageListProps) {
  const { scroller, content, atEnd, goToEnd } = useEnd(sought?.visit ?? null);
  useOwnNews(messages, goToEnd);
  // What was unread when the reader came stays marked as new while he is here.
  const [newFrom] = useState(() => messages.find(({ unread }) => unread)?.ts ?? null);
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must be able to come here */}
      <section className={styles.scroller} ref={scroller} tabIndex={0} aria-label={label}>
        <div className={styles.content} ref={content}>
          {start}
          {messages.map((message) => (
            <Fragment key={message.ts}>
              {message.ts === newFrom && <NewLine />}
              <Message
                message={message}
                highlight={highlight}
                sought={message.ts === sought?.ts ? sought.visit + 1 : 0}
              >
                {below?.(message)}
              </Message>
            </Fragment>
          ))}
        </div>
      </section>
      {!atEnd && (
        <div className={styles.jump}>
          <Button onPress={goToEnd}>
            <Icon name="down" /> Jump to newest
          </Button>
        </div>
      )}
    </div>
  );
}

/** What the reader writes himself, or is answered alone, is what he wants to see next. */
function useOwnNews(messages: readonly MessageEntry[], show: () => void) {
  const me = useOne("me", "me");
  const last = messages.at(-1);
  const seen = useRef(last?.ts);
  useEffect(() => {
    if (!last || last.ts === seen.current) return;
    seen.current = last.ts;
    if (last.user === me?.userId || last.onlyFor !== null) show();
  });
}

function NewLine() {
  return (
    <p className={styles.new}>
      <span>New</span>
    </p>
  );
}
