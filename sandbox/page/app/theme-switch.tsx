import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Icon, type IconName } from "../design/icon.tsx";
import { keepTheme, keptTheme, type Theme, themes } from "../design/theme.ts";
import styles from "./theme-switch.module.css";

const looks: Record<Theme, { icon: IconName; label: string }> = {
  system: { icon: "screen", label: "As the system has it" },
  light: { icon: "sun", label: "Light" },
  dark: { icon: "moon", label: "Dark" },
};

export function ThemeSwitch() {
  const [theme, setTheme] = useState(keptTheme);
  return (
    <ToggleButtonGroup
      aria-label="Colours"
      className={styles.group ?? ""}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={([key]) => {
        const chosen = themes.find((one) => one === key) ?? "system";
        keepTheme(chosen);
        setTheme(chosen);
      }}
    >
      {themes.map((one) => (
        <ToggleButton key={one} id={one} className={styles.choice ?? ""} aria-label={looks[one].label}>
          <Icon name={looks[one].icon} />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
