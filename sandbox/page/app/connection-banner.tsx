import { useEffect, useState } from "react";
import { Notice } from "../design/notice.tsx";
import { useConnection } from "../live/live-provider.tsx";
import styles from "./connection-banner.module.css";

/** How long it is said that the page is live again. */
const AGAIN_MS = 4000;

/** Above all else while what the page shows may be old. */
export function ConnectionBanner() {
  const connection = useConnection();
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    if (connection === "lost") return setWasLost(true);
    if (connection !== "open") return;
    const timer = setTimeout(() => setWasLost(false), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [connection]);
  return (
    <div className={styles.banner}>
      {connection === "lost" && (
        <Notice tone="warn">
          The sandbox does not answer: what you see may be old. Is <code>npm run demo</code> still running?
          Trying again…
        </Notice>
      )}
      {connection === "open" && wasLost && <Notice>Connected again.</Notice>}
    </div>
  );
}
