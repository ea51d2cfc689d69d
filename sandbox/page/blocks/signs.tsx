import type { ReactNode } from "react";
import styles from "./signs.module.css";

function Sign({ children }: { children: ReactNode }) {
  return (
    <svg className={styles.sign} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export function WarningSign() {
  return (
    <Sign>
      <path d="M8 1.8 15 14H1z" />
      <path d="M8 6.2v3.6M8 11.9v.1" />
    </Sign>
  );
}

export function ChevronSign() {
  return (
    <Sign>
      <path d="m4 6 4 4 4-4" />
    </Sign>
  );
}

export function CheckSign() {
  return (
    <Sign>
      <path d="m3 8.5 3.2 3.2L13 5" />
    </Sign>
  );
}

export function CrossSign() {
  return (
    <Sign>
      <path d="m4 4 8 8M12 4l-8 8" />
    </Sign>
  );
}

export function BackSign() {
  return (
    <Sign>
      <path d="M10 3 5 8l5 5" />
    </Sign>
  );
}

export function DotsSign() {
  return (
    <Sign>
      <path className={styles.dots} d="M3.5 8v.01M8 8v.01M12.5 8v.01" />
    </Sign>
  );
}

export function LeavingSign() {
  return (
    <Sign>
      <path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5" />
    </Sign>
  );
}

/** That something is under way; said in words to who does not see it. */
export function BusySign({ words }: { words: string }) {
  return (
    <>
      <span className={styles.busy} aria-hidden="true" />
      <span className="visually-hidden">{words}</span>
    </>
  );
}
