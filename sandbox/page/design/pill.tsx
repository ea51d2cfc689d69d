import type { ReactNode } from "react";
import styles from "./pill.module.css";

export type Tone = "plain" | "good" | "warn" | "bad";

/** A word or two about a state; the tone only repeats what the words say. */
export function Pill({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${styles.pill} ${styles[tone]}`}>{children}</span>;
}
