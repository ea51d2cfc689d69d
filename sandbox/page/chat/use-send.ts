import { useState } from "react";
import { useAll, useLive, useOne } from "../live/live-provider.tsx";
import { typedText } from "./typed-text.ts";

export interface Send {
  /** Whether it was taken; if not, `trouble` says why. */
  send(text: string): Promise<boolean>;
  trouble: string | null;
  forgive(): void;
}

/** Words into the channel or thread, or a command. What Slack answers to that stands among the messages. */
export function useSend(channel: string, threadTs?: string): Send {
  const { act } = useLive();
  const people = useAll("person");
  const slack = useOne("slack", "slack");
  const [trouble, setTrouble] = useState<string | null>(null);
  const ids = new Map(people.map(({ name, id }) => [name as string, id]));
  if (slack) ids.set(slack.botName, slack.botUserId);
  return {
    trouble,
    forgive: () => setTrouble(null),
    send: async (text) => {
      setTrouble(null);
      try {
        if (text.startsWith("/")) await act.command(channel, text, threadTs);
        else await act.say(channel, typedText(text, ids), threadTs);
        return true;
      } catch (error) {
        setTrouble(error instanceof Error ? error.message : String(error));
        return false;
      }
    },
  };
}
