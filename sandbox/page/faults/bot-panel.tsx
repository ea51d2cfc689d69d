import type { BotEntry } from "../../demo/entries.ts";
import { Badge, type Tone } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import pane from "../design/pane.module.css";
import { Problem } from "../design/problem.tsx";
import { TextBox } from "../design/text-box.tsx";
import { demoHands } from "../live/demo-hands.ts";
import { useOne } from "../live/live-provider.tsx";
import { useAttempt } from "../live/use-attempt.ts";
import { useSeconds } from "../live/use-seconds.ts";
import styles from "./bot-panel.module.css";

/** The bot's process: how it is, and its end and start at a click. */
export function BotPanel() {
  const bot = useOne("bot", "bot");
  const slackIsOff = useOne("fault", "slack-offline")?.on === true;
  const { problem, attempt } = useAttempt();
  const now = useSeconds(bot !== null && (bot.state !== "running" || bot.stopping));
  if (!bot) return null;
  const { words, tone } = stateOf(bot);
  const isOver = bot.state === "ended";
  return (
    <section className={pane.group} aria-label="The bot">
      <div className={pane.head}>
        <h3 className={pane.title}>The bot</h3>
        <span aria-live="polite">
          <Badge tone={tone}>{words}</Badge>
        </span>
      </div>
      <p className={pane.soft}>{detailOf(bot, now, slackIsOff)}</p>
      <div className={styles.buttons}>
        <Button
          isDisabled={isOver}
          look={isOver ? "default" : "danger"}
          onPress={() => attempt(() => demoHands.bot("kill"))}
        >
          Kill
        </Button>
        <Button isDisabled={isOver || bot.stopping} onPress={() => attempt(() => demoHands.bot("stop"))}>
          Stop cleanly
        </Button>
        <Button
          isDisabled={!isOver}
          look={isOver ? "primary" : "default"}
          onPress={() => attempt(() => demoHands.bot("start"))}
        >
          Start again
        </Button>
      </div>
      <Problem words={problem} />
      {bot.end && !bot.end.asked && <LastWords end={bot.end} />}
      <p className={pane.soft}>
        Killed at any moment, it goes on where its record says, and does nothing twice.
      </p>
    </section>
  );
}

function LastWords({ end }: { end: NonNullable<BotEntry["end"]> }) {
  return (
    <div role="alert">
      <p className={styles.crash}>{end.words} Its last words:</p>
      <TextBox text={end.lines.join("\n")} label="Last words" />
    </div>
  );
}

function stateOf({ state, stopping }: BotEntry): { words: string; tone: Tone } {
  if (stopping) return { words: "Stopping", tone: "warn" };
  if (state === "running") return { words: "Running", tone: "good" };
  return state === "starting" ? { words: "Starting", tone: "warn" } : { words: "Ended", tone: "bad" };
}

function detailOf({ state, since, connections, end }: BotEntry, now: number, slackIsOff: boolean): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1000));
  if (state === "running") return `${connections} open ${connections === 1 ? "socket" : "sockets"} to Slack`;
  if (state === "starting") {
    const why = slackIsOff ? " Slack is offline: it is ready once it has connected there." : "";
    return `Starting since ${seconds} s.${why}`;
  }
  return `${end?.asked ? `${end.words} ` : ""}Away ${seconds} s.`;
}
