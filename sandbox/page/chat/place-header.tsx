import type { ReactNode } from "react";
import type { ChannelEntry } from "../../demo/entries.ts";
import { channelHash } from "../app/route.ts";
import { Count } from "../design/badge.tsx";
import { Icon, type IconName } from "../design/icon.tsx";
import styles from "./place-header.module.css";

export interface PlaceHeaderProps {
  icon?: IconName;
  title: string;
  note?: string;
  /** Before the title: the way back. */
  before?: ReactNode;
  /** At the end of the line. */
  after?: ReactNode;
}

export function PlaceHeader({ icon, title, note, before, after }: PlaceHeaderProps) {
  return (
    <header className={styles.header}>
      {before}
      {icon && <Icon name={icon} />}
      <h2 className={styles.title}>{title}</h2>
      {note && <p className={styles.note}>{note}</p>}
      {after}
    </header>
  );
}

/** Home and messages of the bot, as Slack has them for each app. */
export function AppTabs({ here, dm }: { here: "home" | "messages"; dm: ChannelEntry }) {
  return (
    <nav className={styles.tabs} aria-label="Of the app">
      <a className={styles.tab} href="#/home" aria-current={here === "home" ? "page" : undefined}>
        Home
      </a>
      <a
        className={styles.tab}
        href={channelHash(dm.id)}
        aria-current={here === "messages" ? "page" : undefined}
      >
        Messages
        <Count of={dm.unread} what="unread" />
      </a>
    </nav>
  );
}
