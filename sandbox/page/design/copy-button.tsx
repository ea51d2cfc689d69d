import { useState } from "react";
import { Button } from "./button.tsx";

/** @param what names it for those who hear the page, as in "session id of edge-07" */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [words, setWords] = useState("Copy");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setWords("Copied");
    } catch {
      setWords("Not copied");
    }
  };
  return (
    <Button look="plain" aria-label={`Copy ${what}`} onPress={copy} onBlur={() => setWords("Copy")}>
      <span aria-live="polite">{words}</span>
    </Button>
  );
}
