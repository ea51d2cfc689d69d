import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import styles from "./notice.module.css";

export interface NoticeProps {
  tone?: "info" | "warn" | "bad";
  children: ReactNode;
  /** What can be done about it. */
  action?: ReactNode;
  onDismiss?: () => void;
}

/** Says in place what happened or what to do; a bad one is read out at once. */
export function Notice({ tone = "info", children, action, onDismiss }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === "bad" ? "alert" : "status"}>
      <div className={styles.content}>
        <div className={styles.words}>{children}</div>
        {action}
      </div>
      {onDismiss && (
        <Button look="plain" aria-label="Dismiss" onPress={onDismiss}>
          <Icon name="cross" />
        </Button>
      )}
    </div>
  );
}
