import { Icon, type IconName } from "../design/icon.tsx";
import styles from "./view-bar.module.css";

const views = ["chat", "ngrok", "traffic", "faults"] as const;

export type ViewName = (typeof views)[number];

const viewTitles: Record<ViewName, string> = {
  chat: "Chat",
  ngrok: "ngrok",
  traffic: "Traffic",
  faults: "Faults",
};

const icons: Record<ViewName, IconName> = {
  chat: "speech",
  ngrok: "agents",
  traffic: "traffic",
  faults: "faults",
};

/** Where there is no room for two views beside each other, one is chosen. */
export function ViewBar({ shown, onShow }: { shown: ViewName; onShow: (view: ViewName) => void }) {
  return (
    <nav className={styles.bar} aria-label="Views">
      {views.map((view) => (
        <button
          key={view}
          type="button"
          className={styles.view}
          aria-current={view === shown}
          onClick={() => onShow(view)}
        >
          <Icon name={icons[view]} />
          {viewTitles[view]}
        </button>
      ))}
    </nav>
  );
}
