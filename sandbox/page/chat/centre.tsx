import type { ChannelEntry } from "../../demo/entries.ts";
import { channelOf } from "../app/channel-of.ts";
import { channelHash } from "../app/route.ts";
import type { Visit } from "../app/use-route.ts";
import { useAll, useConnection, useLive, useOne } from "../live/live-provider.tsx";
import { Announcer } from "./announcer.tsx";
import styles from "./centre.module.css";
import { Conversation } from "./conversation.tsx";
import { HomeTab } from "./home-tab.tsx";
import { ThreadPanel } from "./thread-panel.tsx";

/** The place that the address names, in the person's eyes. */
export function Centre({ visit }: { visit: Visit }) {
  const me = useOne("me", "me");
  const channels = useAll("channel");
  const connection = useConnection();
  if (!me) return <p className={styles.waiting}>{connection === "lost" ? "" : "Connecting…"}</p>;
  return (
    <>
      <Place visit={visit} channels={channels} />
      <Announcer />
    </>
  );
}

function Place({ visit, channels }: { visit: Visit; channels: readonly ChannelEntry[] }) {
  const { as } = useLive();
  const { route } = visit;
  if (route?.place === "home") return <HomeTab />;
  const channel = channelOf(route?.channel ?? null, channels);
  const first = channelOf(null, channels);
  if (!channel) return <NotIn name={as} instead={first} />;
  // A DM of another person was left behind with its thread.
  const thread = route?.channel === channel.id ? route.thread : null;
  const sought = route?.message ? { ts: route.message, visit: visit.number } : null;
  return (
    <div className={styles.place} data-thread={thread !== null}>
      <div className={styles.conversation}>
        <Conversation key={channel.id} channel={channel} sought={thread ? null : sought} />
      </div>
      {thread && (
        <div className={styles.thread}>
          <ThreadPanel key={thread} channel={channel} rootTs={thread} sought={sought} />
        </div>
      )}
    </div>
  );
}

function NotIn({ name, instead }: { name: string; instead: ChannelEntry | undefined }) {
  return (
    <p className={styles.waiting}>
      {name.charAt(0).toUpperCase() + name.slice(1)} is not in this channel.{" "}
      {instead && <a href={channelHash(instead.id)}>Go to #{instead.name}</a>}
    </p>
  );
}
