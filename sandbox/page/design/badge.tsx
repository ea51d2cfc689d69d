import type { ReactNode } from "react";
import styles from "./badge.module.css";

/** Only repeats what the words say. */
export type Tone = "neutral" | "good" | "warn" | "bad" | "accent";

/** A state or a kind in a word. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** Nothing at all while there are none. */
export function Count({ of, what }: { of: number; what: string }) {
  if (of === 0) return null;
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{of > 99 ? "99+" : of}</span>
      <span className="visually-hidden">
        {of} {what}
      </span>
    </span>
  );
}
