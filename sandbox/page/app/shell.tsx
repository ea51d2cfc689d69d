import { useCallback, useState } from "react";
import { Centre } from "../chat/centre.tsx";
import { useLive } from "../live/live-provider.tsx";
import { ModalStack } from "../modal/modal-stack.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Header } from "./header.tsx";
import { People } from "./people.tsx";
import { Places } from "./places.tsx";
import styles from "./shell.module.css";
import { Side, type SideName } from "./side.tsx";
import { useLinksWithin } from "./use-links-within.ts";
import { useRoute } from "./use-route.ts";
import { useTitle } from "./use-title.ts";
import { ViewBar, type ViewName } from "./view-bar.tsx";

export function Shell() {
  const { as } = useLive();
  const visit = useRoute();
  useTitle();
  // On a wide screen the chat is always there, and one side beside it.
  const [view, setView] = useState<ViewName>("chat");
  const [side, setSide] = useState<SideName>("ngrok");
  useLinksWithin(useCallback(() => setView("chat"), []));
  const show = (next: ViewName) => {
    setView(next);
    if (next !== "chat") setSide(next);
  };
  return (
    <div className={styles.shell} data-view={view}>
      <Header />
      <ConnectionBanner />
      <ViewBar shown={view} onShow={show} />
      <div className={styles.nav}>
        <People />
        <Places route={visit.route} />
      </div>
      <main className={styles.main}>
        <Centre key={as} visit={visit} />
      </main>
      <aside className={styles.side} aria-label="ngrok account, traffic and faults">
        <Side shown={side} onShow={show} />
      </aside>
      <ModalStack />
    </div>
  );
}
