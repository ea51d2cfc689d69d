import { useEffect, useRef } from "react";
import type { Suggestion } from "./complete-command.ts";
import styles from "./suggestion-list.module.css";

export interface SuggestionListProps {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  onTake: (suggestion: Suggestion) => void;
}

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** Above the composer, which keeps the focus. */
export function SuggestionList({ id, suggestions, active, onTake }: SuggestionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div className={styles.frame}>
      <div className={styles.list} ref={list} id={id} role="listbox" aria-label="Suggestions">
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the composer, which has the focus, takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: it is chosen by aria-activedescendant
          <div
            key={suggestion.text}
            id={optionId(id, index)}
            className={styles.option}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <span className={styles.title}>{suggestion.title}</span>
            <code className={styles.takes}>{suggestion.takes}</code>
            <span className={styles.detail}>{suggestion.detail}</span>
          </div>
        ))}
      </div>
      <p className={styles.keys} aria-hidden="true">
        ↑ ↓ choose · Tab or Enter takes · Esc closes
      </p>
    </div>
  );
}
