export interface ComposerState {
  draft: string;
  /** Of the chosen suggestion; -1 while none is. */
  active: number;
  /** How many suggestions are shown. */
  count: number;
  /** Whether taking the chosen one, or the first, would change the draft. */
  takes: boolean;
  /** Whether the reader walks through what was sent before. */
  walking: boolean;
}

export interface Pressed {
  key: string;
  shiftKey: boolean;
  nativeEvent: { isComposing: boolean };
}

/** What a key does in the composer; a number chooses that suggestion, null leaves the key to the text. */
export function composerKey(
  { key, shiftKey, nativeEvent }: Pressed,
  state: ComposerState,
): "send" | "take" | "dismiss" | "back" | "forth" | number | null {
  const { draft, active, count, takes, walking } = state;
  if (nativeEvent.isComposing || shiftKey) return null;
  if (key === "Enter") return count > 0 && active >= 0 && takes ? "take" : "send";
  if (count > 0) return listKey(key, state);
  if (key === "ArrowUp" && (draft === "" || walking)) return "back";
  return key === "ArrowDown" && walking ? "forth" : null;
}

function listKey(key: string, { active, count, takes }: ComposerState): "take" | "dismiss" | number | null {
  switch (key) {
    case "Tab":
      return takes ? "take" : null;
    case "Escape":
      return "dismiss";
    case "ArrowDown":
      return (active + 1) % count;
    case "ArrowUp":
      return active <= 0 ? count - 1 : active - 1;
    default:
      return null;
  }
}
