import { useState } from "react";
import { Blocks } from "../blocks/blocks.tsx";
import { Mrkdwn } from "../blocks/mrkdwn.tsx";
import { Button } from "../design/button.tsx";
import { useAll, useLive } from "../live/live-provider.tsx";

/** One channel or DM: its messages, and the line to write in. */
export function Conversation({ channelId }: { channelId: string }) {
  const { act } = useLive();
  const [text, setText] = useState("");
  const messages = useAll("message").filter((message) => message.channel === channelId && !message.threadTs);
  return (
    <section>
      {messages.map(({ ts, text, blocks }) => (
        <article key={ts}>
          {blocks.length > 0 ? (
            <Blocks blocks={blocks} surface={{ kind: "message", channel: channelId, ts }} />
          ) : (
            <Mrkdwn text={text} />
          )}
        </article>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act.command(channelId, text);
          setText("");
        }}
      >
        <input aria-label="Message" value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="submit" look="primary">
          Send
        </Button>
      </form>
    </section>
  );
}
