import { useState } from "react";
import type { ChannelEntry } from "../../demo/entries.ts";
import { Button } from "../design/button.tsx";
import { Notice } from "../design/notice.tsx";
import { useLive, useOne } from "../live/live-provider.tsx";

/** Where the bot is not: Slack runs its command there all the same, but it cannot post. */
export function AddBot({ channel }: { channel: ChannelEntry }) {
  const { act } = useLive();
  const slack = useOne("slack", "slack");
  const [trouble, setTrouble] = useState<string | null>(null);
  const name = slack?.botName ?? "the bot";
  const add = () => act.invite(channel.id).catch((error: Error) => setTrouble(error.message));
  return (
    <>
      <Notice action={<Button onPress={() => void add()}>Add {name}</Button>}>
        {name} is not in this channel, so it cannot post cards here.
      </Notice>
      {trouble && <Notice tone="bad">{trouble}</Notice>}
    </>
  );
}
