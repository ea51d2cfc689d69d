import { Icon } from "../design/icon.tsx";
import styles from "./avatar.module.css";
import type { Author } from "./use-author.ts";

/** Tells people, the bot and Slack itself apart at a glance; their names stand beside it. */
export function Avatar({ author: { name, kind } }: { author: Author }) {
  return (
    <span className={styles.avatar} data-kind={kind} aria-hidden="true">
      {kind === "person" ? name.charAt(0) : <Icon name={kind === "bot" ? "robot" : "speech"} />}
    </span>
  );
}
