import type { ReactNode } from "react";
import styles from "./icon.module.css";

const drawings = {
  hash: <path d="M6 2 4.5 14M11.5 2 10 14M2.5 5.5h11M2 10.5h11" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1.5" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" />
    </>
  ),
  home: <path d="M2 7.5 8 2.5l6 5M3.5 6.5V14h9V6.5M6.5 14v-4h3v4" />,
  speech: <path d="M2 3h12v8.5H7L4 14v-2.5H2z" />,
  reply: <path d="M6.5 4 2.5 8l4 4M2.5 8h7a4 4 0 0 1 4 4v1" />,
  cross: <path d="m3.5 3.5 9 9m0-9-9 9" />,
  back: <path d="M10 3 5 8l5 5" />,
  down: <path d="M8 3v10M3.5 8.5 8 13l4.5-4.5" />,
  send: <path d="M2 8 14 2.5 10 14 7.5 9z M7.5 9 14 2.5" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
    </>
  ),
  moon: <path d="M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z" />,
  screen: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1" />
      <path d="M8 11v3M5 14h6" />
    </>
  ),
  agents: (
    <>
      <rect x="2" y="2.5" width="12" height="4.5" rx="1" />
      <rect x="2" y="9" width="12" height="4.5" rx="1" />
      <path d="M4.5 4.75h.01M4.5 11.25h.01" />
    </>
  ),
  traffic: <path d="M2 5.5h11L10 2.5M14 10.5H3l3 3" />,
  faults: <path d="M9 1.5 3 9h4.5L7 14.5 13 7H8.5z" />,
  robot: (
    <>
      <rect x="2.5" y="5" width="11" height="8.5" rx="2" />
      <path d="M8 5V2.5M5.75 8.5v1.5M10.25 8.5v1.5" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** Beside words, or in a button that has a label: it says nothing by itself. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
