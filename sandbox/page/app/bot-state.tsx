import { useOne } from "../live/live-provider.tsx";
import styles from "./bot-state.module.css";

const words = { running: "running", starting: "starting…", ended: "not running" };

/** Of the bot's process; the dot only repeats what the words say. */
export function BotState() {
  const bot = useOne("bot", "bot");
  if (!bot) return null;
  const unheard = bot.state === "running" && bot.connections === 0;
  return (
    <p className={styles.state} role="status" data-state={unheard ? "starting" : bot.state}>
      <span className={styles.dot} aria-hidden="true" />
      Bot {unheard ? "not connected to Slack" : words[bot.state]}
    </p>
  );
}
