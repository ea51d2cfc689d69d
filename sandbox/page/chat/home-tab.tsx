import { useEffect, useState } from "react";
import { Blocks } from "../blocks/blocks.tsx";
import { Notice } from "../design/notice.tsx";
import { useAll, useLive, useOne } from "../live/live-provider.tsx";
import { BotDown } from "./bot-down.tsx";
import styles from "./home-tab.module.css";
import { AppTabs, PlaceHeader } from "./place-header.tsx";

/** The bot's Home tab; the bot hears that it was opened. */
export function HomeTab() {
  const { act } = useLive();
  const home = useOne("home", "home");
  const slack = useOne("slack", "slack");
  const dm = useAll("channel").find(({ kind }) => kind === "im");
  const [trouble, setTrouble] = useState<string | null>(null);
  const hears = (useOne("bot", "bot")?.connections ?? 0) > 0;
  useEffect(() => {
    // Who opens it while the bot is away has opened it for when it is back.
    if (hears) act.openHome().catch((error: Error) => setTrouble(error.message));
  }, [act, hears]);
  return (
    <div className={styles.home}>
      <PlaceHeader icon="robot" title={slack?.botName ?? ""} after={dm && <AppTabs here="home" dm={dm} />} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must be able to come here */}
      <section className={styles.scroller} aria-label="Home" tabIndex={0}>
        {trouble && <Notice tone="bad">{trouble}</Notice>}
        <BotDown />
        {home ? (
          <Blocks blocks={home.blocks} surface={{ kind: "view", viewId: home.id }} />
        ) : (
          <p className={styles.empty}>The bot has not drawn its Home yet.</p>
        )}
      </section>
    </div>
  );
}
