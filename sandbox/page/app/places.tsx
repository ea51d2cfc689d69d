import type { ChannelEntry } from "../../demo/entries.ts";
import { Count } from "../design/badge.tsx";
import { Icon, type IconName } from "../design/icon.tsx";
import { useAll, useOne } from "../live/live-provider.tsx";
import { channelOf } from "./channel-of.ts";
import styles from "./nav.module.css";
import { channelHash, hashOf, type Route } from "./route.ts";

/** Channels, and the bot's own place. */
export function Places({ route, onChoose }: { route: Route | null; onChoose?: () => void }) {
  const all = useAll("channel");
  const slack = useOne("slack", "slack");
  const channels = all.filter(({ kind }) => kind !== "im").toSorted(byBotAndName);
  const shown = route?.place === "home" ? null : channelOf(route?.channel ?? null, all);
  const here = (hash: string) => hash === (shown ? channelHash(shown.id) : route && hashOf(route));
  const entry = (hash: string, icon: IconName, title: string, unread: number) => (
    <li key={hash}>
      <a
        className={styles.entry}
        href={hash}
        aria-current={here(hash) ? "page" : undefined}
        onClick={onChoose}
      >
        <Icon name={icon} />
        <span className={styles.words}>{title}</span>
        <Count of={unread} what={unread === 1 ? "unread mention" : "unread mentions"} />
      </a>
    </li>
  );
  return (
    <nav aria-label="Places" className={styles.places}>
      <h2 className={styles.title}>Channels</h2>
      <ul className={styles.list}>
        {channels.map(({ id, kind, name, unread }) =>
          entry(channelHash(id), kind === "private" ? "lock" : "hash", name, unread),
        )}
      </ul>
      <h2 className={styles.title}>App</h2>
      <ul className={styles.list}>
        {entry("#/home", "home", `Home of ${slack?.botName ?? "the bot"}`, 0)}
        {all
          .filter(({ kind }) => kind === "im")
          .map(({ id, unread }) => entry(channelHash(id), "robot", slack?.botName ?? "the bot", unread))}
      </ul>
    </nav>
  );
}

/** Where the bot is comes first: that is where one begins. */
function byBotAndName(one: ChannelEntry, other: ChannelEntry): number {
  const rank = ({ name }: ChannelEntry) => ["fleet", "announce"].indexOf(name) + 1 || 9;
  return rank(one) - rank(other) || one.name.localeCompare(other.name, "en");
}
