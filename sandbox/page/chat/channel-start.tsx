import type { ChannelEntry } from "../../demo/entries.ts";
import { useOne } from "../live/live-provider.tsx";
import styles from "./channel-start.module.css";

/** Where a conversation begins: what the place is for. */
export function ChannelStart({ channel: { kind, name, botIsIn } }: { channel: ChannelEntry }) {
  const slack = useOne("slack", "slack");
  const bot = slack?.botName ?? "the bot";
  const command = <code>{slack?.commandName}</code>;
  if (kind === "im") {
    return (
      <p className={styles.start}>
        This is your direct conversation with <strong>{bot}</strong>. Its answers here are for you alone;
        changes that need approval are asked for in a channel.
      </p>
    );
  }
  return (
    <p className={styles.start}>
      This is the beginning of <strong>#{name}</strong>
      {kind === "private" ? ", a private channel" : ""}.{" "}
      {botIsIn && (
        <>
          The bot {bot} is in it: {command} works here, and cards of changes appear here for everyone.
        </>
      )}
    </p>
  );
}
