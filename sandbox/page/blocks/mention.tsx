import { useBlockContext } from "./block-context.tsx";
import styles from "./mrkdwn.module.css";

/** A person, a channel, a group of people or everybody; what is not in the directory is shown by its id. */
export function Mention({ kind, id, label }: { kind: string; id: string; label?: string | null }) {
  const { directory } = useBlockContext();
  const { people, channels, groups, bot, me } = directory;
  const mine = kind === "user" && id === me ? ` ${styles.mine}` : "";
  const name = () => {
    if (kind === "channel") {
      const channel = channels.find((one) => one.id === id);
      return channel?.kind === "im" ? "@Direct message" : `#${channel?.name ?? label ?? id}`;
    }
    if (kind === "group") return `@${groups.find((one) => one.id === id)?.handle ?? label ?? id}`;
    if (kind === "broadcast") return `@${id}`;
    return `@${id === bot.id ? bot.name : (people.find((one) => one.id === id)?.name ?? label ?? id)}`;
  };
  return <span className={`${styles.mention}${mine}`}>{name()}</span>;
}
