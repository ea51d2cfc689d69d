import { useState } from "react";

export interface Sent {
  add(text: string): void;
  /** Further back, or forth again; null where there is no more. */
  go(direction: "back" | "forth"): string | null;
  /** Whether the reader walks through what was sent. */
  walking: boolean;
  leave(): void;
}

/** What was sent from here, to be sent again. */
export function useSent(): Sent {
  const [texts, setTexts] = useState<readonly string[]>([]);
  const [at, setAt] = useState<number | null>(null);
  return {
    walking: at !== null,
    leave: () => setAt(null),
    add: (text) => {
      setTexts((before) => [...before.filter((one) => one !== text), text]);
      setAt(null);
    },
    go: (direction) => {
      const next = (at ?? texts.length) + (direction === "back" ? -1 : 1);
      if (next < 0) return null;
      setAt(next < texts.length ? next : null);
      return texts[next] ?? "";
    },
  };
}
