import { BotState } from "./bot-state.tsx";
import styles from "./header.module.css";
import { NavDrawer } from "./nav-drawer.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

export function Header() {
  return (
    <header className={styles.header}>
      <NavDrawer />
      <h1 className={styles.name}>
        ngrok-chatops <span className={styles.kind}>sandbox</span>
      </h1>
      <BotState />
      <div className={styles.theme}>
        <a href="/gallery">All views</a>
        <ThemeSwitch />
      </div>
    </header>
  );
}
