import { useRef, useState } from "react";
import type { ChannelEntry } from "../../demo/entries.ts";
import { Notice } from "../design/notice.tsx";
import { useAll, useOne } from "../live/live-provider.tsx";
import { AddBot } from "./add-bot.tsx";
import { BotDown } from "./bot-down.tsx";
import { ChannelStart } from "./channel-start.tsx";
import { Composer } from "./composer.tsx";
import styles from "./conversation.module.css";
import { FirstSteps } from "./first-steps.tsx";
import { MessageList, type Sought } from "./message-list.tsx";
import { AppTabs, PlaceHeader } from "./place-header.tsx";
import { ThreadLink } from "./thread-link.tsx";
import { onChannelLevel, threadsOf } from "./threads.ts";
import { useReading } from "./use-reading.ts";

/** One channel or DM: its messages, and the line to write in. */
export function Conversation({ channel, sought }: { channel: ChannelEntry; sought: Sought | null }) {
  const place = useRef<HTMLDivElement>(null);
  const slack = useOne("slack", "slack");
  const [draft, setDraft] = useState("");
  const all = useAll("message");
  const messages = onChannelLevel(all, channel.id);
  const threads = threadsOf(all, channel.id);
  const { id, kind, name, botIsIn } = channel;
  const unread = messages.filter((message) => message.unread).length;
  useReading({ channel: id, unread, place });
  const isDm = kind === "im";
  const title = isDm ? (slack?.botName ?? "") : name;
  const typeForReader = (text: string) => {
    setDraft(text);
    place.current?.querySelector("textarea")?.focus();
  };
  return (
    <div className={styles.conversation} ref={place}>
      <PlaceHeader
        icon={isDm ? "robot" : kind === "private" ? "lock" : "hash"}
        title={title}
        after={isDm && <AppTabs here="messages" dm={channel} />}
      />
      <MessageList
        label={`Conversation ${isDm ? "with" : "in"} ${title}`}
        messages={messages}
        highlight={!isDm}
        sought={sought}
        start={<ChannelStart channel={channel} />}
        below={({ ts, threadTs, onlyFor, from }) => {
          if (threadTs) return <ThreadLink channel={id} rootTs={threadTs} thread={threads.get(threadTs)} />;
          if (onlyFor || from === "slack") return null;
          return <ThreadLink channel={id} rootTs={ts} thread={threads.get(ts)} />;
        }}
      />
      <div className={styles.foot}>
        {sought && !messages.some(({ ts }) => ts === sought.ts) && (
          <Notice tone="warn">The message that the link leads to is not here.</Notice>
        )}
        <BotDown />
        {!botIsIn && <AddBot channel={channel} />}
        {botIsIn && !isDm && <FirstSteps onDraft={typeForReader} />}
        <Composer
          channel={id}
          label={isDm ? `Message ${title}` : `Message #${title}`}
          draft={draft}
          onDraft={setDraft}
        />
      </div>
    </div>
  );
}
