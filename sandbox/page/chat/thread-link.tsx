import { threadHash } from "../app/route.ts";
import { Count } from "../design/badge.tsx";
import { Icon } from "../design/icon.tsx";
import styles from "./thread-link.module.css";
import type { ThreadSummary } from "./threads.ts";
import { timeOf } from "./time-of.ts";

export interface ThreadLinkProps {
  channel: string;
  rootTs: string;
  thread: ThreadSummary | undefined;
}

/** The way into a message's thread, also where there are no replies yet. */
export function ThreadLink({ channel, rootTs, thread }: ThreadLinkProps) {
  return (
    <a
      className={styles.link}
      href={threadHash(channel, rootTs)}
      data-empty={!thread}
      aria-label={thread ? undefined : "Reply in thread"}
      title={thread ? undefined : "Reply in thread"}
    >
      {thread ? (
        <>
          <span>
            {thread.replies} {thread.replies === 1 ? "reply" : "replies"}
            <span className={styles.last}>, last {timeOf(thread.lastTs)}</span>
          </span>
          <Count of={thread.unread} what={thread.unread === 1 ? "unread mention" : "unread mentions"} />
        </>
      ) : (
        <Icon name="reply" />
      )}
    </a>
  );
}
