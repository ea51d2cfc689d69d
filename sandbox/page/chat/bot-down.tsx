import { Notice } from "../design/notice.tsx";
import { useOne } from "../live/live-provider.tsx";

/** Slack's own words for a dead bot help nobody who does not know what they mean. */
export function BotDown() {
  const bot = useOne("bot", "bot");
  if (bot?.state !== "ended") return null;
  return (
    <Notice tone="warn">
      The bot is not running, so nobody answers here. It can be started under Faults.
    </Notice>
  );
}
