import { type KeyboardEvent, useRef, useState } from "react";
import type { Suggestion } from "./complete-command.ts";
import { composerKey } from "./composer-key.ts";
import { useCompletion } from "./use-completion.ts";
import { useSend } from "./use-send.ts";
import { useSent } from "./use-sent.ts";

export interface ComposerOptions {
  channel: string;
  threadTs?: string;
  draft: string;
  onDraft: (draft: string) => void;
}

/** What the keys do to the draft, and what is offered for it. */
export function useComposer({ channel, threadTs, draft, onDraft }: ComposerOptions) {
  const input = useRef<HTMLTextAreaElement>(null);
  const [focused, setFocused] = useState(false);
  const latest = useRef(draft);
  latest.current = draft;
  const sent = useSent();
  const { send, trouble, forgive } = useSend(channel, threadTs);
  const completion = useCompletion(draft, focused && !sent.walking);
  const { suggestions, active } = completion;

  const take = ({ text }: Suggestion) => {
    onDraft(text);
    input.current?.focus();
  };
  const submit = async () => {
    const text = draft.trim();
    if (text === "") return;
    sent.add(text);
    onDraft("");
    // What was begun meanwhile stays; the refused words come back with the arrow up.
    if (!(await send(text)) && latest.current === "") onDraft(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = suggestions[Math.max(active, 0)];
    const key = composerKey(event, {
      draft,
      active,
      count: suggestions.length,
      takes: next !== undefined && next.text !== draft,
      walking: sent.walking,
    });
    if (key === null) return;
    event.preventDefault();
    if (typeof key === "number") return completion.choose(key);
    const deeds = {
      send: () => void submit(),
      take: () => next && take(next),
      dismiss: completion.dismiss,
      back: () => onDraft(sent.go("back") ?? draft),
      forth: () => onDraft(sent.go("forth") ?? draft),
    };
    deeds[key]();
  };
  const onType = (text: string) => {
    sent.leave();
    onDraft(text);
  };
  return { input, suggestions, active, take, submit, onKeyDown, onType, setFocused, trouble, forgive };
}
