import { useRef, useState } from "react";
import type { ChannelEntry } from "../../demo/entries.ts";
import { channelHash } from "../app/route.ts";
import { Icon } from "../design/icon.tsx";
import { Notice } from "../design/notice.tsx";
import { useAll, useOne } from "../live/live-provider.tsx";
import { Composer } from "./composer.tsx";
import styles from "./conversation.module.css";
import { MessageList, type Sought } from "./message-list.tsx";
import { PlaceHeader } from "./place-header.tsx";
import panel from "./thread-panel.module.css";
import { inThread, threadsOf } from "./threads.ts";
import { useReading } from "./use-reading.ts";

export interface ThreadPanelProps {
  channel: ChannelEntry;
  rootTs: string;
  sought: Sought | null;
}

/** A message and its replies. */
export function ThreadPanel({ channel, rootTs, sought }: ThreadPanelProps) {
  const place = useRef<HTMLDivElement>(null);
  const slack = useOne("slack", "slack");
  const [draft, setDraft] = useState("");
  const all = useAll("message");
  const messages = inThread(all, channel.id, rootTs);
  const replies = threadsOf(all, channel.id).get(rootTs)?.replies ?? 0;
  const unread = messages.filter((message) => message.unread).length;
  useReading({ channel: channel.id, threadTs: rootTs, unread, place });
  const isDm = channel.kind === "im";
  const where = isDm ? (slack?.botName ?? "") : `#${channel.name}`;
  const back = channelHash(channel.id);
  const hasRoot = messages.some(({ ts }) => ts === rootTs);
  return (
    <section className={styles.conversation} ref={place} aria-label={`Thread in ${where}`}>
      <PlaceHeader
        title="Thread"
        note={where}
        before={
          <a className={panel.back} href={back} aria-label={`Back to ${where}`}>
            <Icon name="back" />
          </a>
        }
        after={
          <a className={panel.close} href={back} aria-label="Close thread">
            <Icon name="cross" />
          </a>
        }
      />
      <MessageList
        label={`Thread in ${where}`}
        messages={messages}
        highlight={!isDm}
        sought={sought}
        below={({ ts }) => ts === rootTs && <ReplyCount of={replies} />}
      />
      <div className={styles.foot}>
        {!hasRoot && <Notice tone="warn">The message that this thread belongs to is not here.</Notice>}
        {hasRoot && (
          <Composer channel={channel.id} threadTs={rootTs} label="Reply" draft={draft} onDraft={setDraft} />
        )}
      </div>
    </section>
  );
}

function ReplyCount({ of }: { of: number }) {
  const words = of === 0 ? "No replies yet" : `${of} ${of === 1 ? "reply" : "replies"}`;
  return <p className={panel.count}>{words}</p>;
}
