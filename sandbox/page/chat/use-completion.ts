import { useState } from "react";
import { useAll, useOne } from "../live/live-provider.tsx";
import { completeCommand, type Suggestion } from "./complete-command.ts";

export interface CompletionState {
  /** Empty while nothing is offered. */
  suggestions: readonly Suggestion[];
  /** Of the chosen one; -1 while none is. */
  active: number;
  choose(index: number): void;
  dismiss(): void;
}

/** What is offered for the text, and which of it is chosen; both begin anew with each change of the text. */
export function useCompletion(text: string, wanted: boolean): CompletionState {
  const slack = useOne("slack", "slack");
  const agents = useAll("agent");
  const ingresses = useAll("ingress");
  const [chosen, setChosen] = useState<{ text: string; index: number } | null>(null);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const known = { commandName: slack?.commandName ?? "/ngrok", agents, ingresses };
  const { suggestions, complete } = completeCommand(text, known);
  const offered = wanted && dismissed !== text ? suggestions : [];
  const index = chosen?.text === text ? chosen.index : complete ? -1 : 0;
  return {
    suggestions: offered,
    active: Math.min(index, offered.length - 1),
    choose: (next) => setChosen({ text, index: next }),
    dismiss: () => setDismissed(text),
  };
}
