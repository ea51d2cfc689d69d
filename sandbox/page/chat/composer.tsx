import { useEffect, useId } from "react";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import { Notice } from "../design/notice.tsx";
import styles from "./composer.module.css";
import { optionId, SuggestionList } from "./suggestion-list.tsx";
import { type ComposerOptions, useComposer } from "./use-composer.ts";

/** The line to write in: words for the channel, or a command. */
export function Composer({ label, ...options }: ComposerOptions & { label: string }) {
  const listId = useId();
  const composer = useComposer(options);
  const { input, suggestions, active, submit, trouble } = composer;
  const isOpen = suggestions.length > 0;
  useFocusOnArrival(input);
  return (
    <div className={styles.composer}>
      {trouble && (
        <Notice tone="bad" onDismiss={composer.forgive}>
          {trouble}
        </Notice>
      )}
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {isOpen && (
          <SuggestionList id={listId} suggestions={suggestions} active={active} onTake={composer.take} />
        )}
        <textarea
          ref={input}
          className={styles.input}
          rows={1}
          role="combobox"
          aria-label={label}
          placeholder={options.threadTs ? `${label}…` : `${label}, or / for a command`}
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-activedescendant={isOpen && active >= 0 ? optionId(listId, active) : undefined}
          autoComplete="off"
          spellCheck={false}
          value={options.draft}
          onChange={(event) => composer.onType(event.target.value)}
          onKeyDown={composer.onKeyDown}
          onFocus={() => composer.setFocused(true)}
          onBlur={() => composer.setFocused(false)}
        />
        <Button type="submit" look="primary" aria-label="Send" isDisabled={options.draft.trim() === ""}>
          <Icon name="send" />
        </Button>
        <HowMany suggestions={suggestions.length} />
      </form>
    </div>
  );
}

/** Where there is a keyboard, one writes at once; not while the focus is at home elsewhere. */
function useFocusOnArrival(input: { current: HTMLTextAreaElement | null }) {
  useEffect(() => {
    const stays = document.activeElement?.closest("[data-keeps-focus]");
    if (!stays && matchMedia("(min-width: 43.75rem)").matches) input.current?.focus({ preventScroll: true });
  }, [input]);
}

function HowMany({ suggestions }: { suggestions: number }) {
  return (
    <span className="visually-hidden" role="status">
      {suggestions === 0 ? "" : `${suggestions} ${suggestions === 1 ? "suggestion" : "suggestions"}`}
    </span>
  );
}
