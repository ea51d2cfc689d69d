import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Element } from "../../slack/block.ts";
import { useBlockContext } from "../blocks/block-context.tsx";
import { entryProblem } from "../blocks/elements/entry-problem.ts";
import type { Form } from "../blocks/form-context.tsx";
import { createFormQueue } from "../blocks/form-queue.ts";
import type { Act } from "../live/act.ts";

/** The person's hands on one modal. */
export interface ModalForm {
  form: Form;
  sending: boolean;
  /** What the sandbox said of the last submit or close; null when all is well. */
  words: string | null;
  submit(): Promise<void>;
  close(all: boolean): Promise<void>;
  /** Counts what came back, so that what went wrong can be shown at once. */
  answers: number;
}

export function useModalForm(): ModalForm {
  const { act } = useBlockContext();
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const [sending, setSending] = useState(false);
  const [words, setWords] = useState<string | null>(null);
  const [answers, setAnswers] = useState(0);
  const typed = useRef(new Map<string, { element: Element; text: string }>());
  const queue = useFormQueue(act, setSaid);

  const form = useMemo<Form>(
    () => ({
      queue,
      said,
      typed: (blockId, element, text) => {
        if (text === null) typed.current.delete(blockId);
        else typed.current.set(blockId, { element, text });
      },
    }),
    [queue, said],
  );
  const attempt = async (deed: () => Promise<void>) => {
    setWords(null);
    try {
      await deed();
    } catch (error) {
      setWords(error instanceof Error ? error.message : String(error));
    }
  };
  const submit = async () => {
    if (sending) return;
    const problems = problemsOf(typed.current);
    setSaid(problems);
    if (Object.keys(problems).length > 0) return setAnswers((count) => count + 1);
    setSending(true);
    await attempt(() => queue.after(act.submit));
    setSending(false);
    setAnswers((count) => count + 1);
  };
  return { form, sending, words, answers, submit, close: (all) => attempt(() => act.closeModal(all)) };
}

function useFormQueue(
  act: Act,
  setSaid: (next: (said: Record<string, string>) => Record<string, string>) => void,
) {
  const hands = useRef(act);
  hands.current = act;
  const queue = useMemo(
    () =>
      createFormQueue({
        fill: (blockId, entry) => hands.current.fill({ [blockId]: entry }),
        said: (blockId, words) =>
          setSaid(({ [blockId]: before, ...others }) => (words ? { ...others, [blockId]: words } : others)),
        setTimer: (callback, delayMs) => {
          const timer = setTimeout(callback, delayMs);
          return () => clearTimeout(timer);
        },
      }),
    [setSaid],
  );
  useEffect(() => queue.stop, [queue]);
  return queue;
}

function problemsOf(typed: ReadonlyMap<string, { element: Element; text: string }>): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const [blockId, { element, text }] of typed) {
    const problem = entryProblem(element, text);
    if (problem !== null) problems[blockId] = problem;
  }
  return problems;
}

/** Leads to the first input with an error, each time the form came back with some. */
export function useFocusOnError(frame: RefObject<HTMLElement | null>, answers: number, errors: object) {
  const key = JSON.stringify(errors);
  useEffect(() => {
    if (answers === 0 || key === "{}") return;
    const [wrong] = frame.current?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? [];
    const within = wrong?.matches('[role="radiogroup"], [role="group"]')
      ? wrong.querySelector("input")
      : wrong;
    within?.focus();
  }, [frame, answers, key]);
}
