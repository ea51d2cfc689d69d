import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Element } from "../../../slack/block.ts";
import { useScope } from "../block-scope.tsx";
import { useForm } from "../form-context.tsx";
import { BusySign } from "../signs.tsx";
import styles from "./controls.module.css";
import { entryOf } from "./element-entry.ts";
import { charactersLeft, entryProblem } from "./entry-problem.ts";
import { ariaOf, type ElementProps } from "./labelling.ts";
import { useSend } from "./use-entry.ts";

const kinds: Record<string, { type: string; inputMode: "text" | "email" | "url" | "decimal" }> = {
  plain_text_input: { type: "text", inputMode: "text" },
  email_text_input: { type: "text", inputMode: "email" },
  url_text_input: { type: "text", inputMode: "url" },
  number_input: { type: "text", inputMode: "decimal" },
};

/** What is typed. */
export function TextElement({ element, labelling }: ElementProps) {
  const counterId = useId();
  const { text, change, leave, onKeyDown, busy } = useTyping(element);
  const left = charactersLeft(element, text);
  const kind = kinds[element.type];
  const describedBy = [labelling.describedBy, ...(left === null ? [] : [counterId])]
    .filter(Boolean)
    .join(" ");
  const shared = {
    id: labelling.id,
    value: text,
    placeholder: element.placeholder?.text,
    autoComplete: "off",
    inputMode: kind?.inputMode,
    autoFocus: element.focus_on_load === true,
    onBlur: leave,
    onKeyDown,
    ...ariaOf({ ...labelling, ...(describedBy ? { describedBy } : {}) }),
  };
  return (
    <div className={styles.typing}>
      {element.multiline ? (
        <textarea
          {...shared}
          className={`${styles.control} ${styles.area}`}
          rows={3}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          className={styles.control}
          type={kind?.type}
          onChange={(event) => change(event.target.value)}
        />
      )}
      {busy && <BusySign words="Working" />}
      {left !== null && (
        <span id={counterId} className={`${styles.counter} ${left < 0 ? styles.over : ""}`}>
          {left < 0 ? `${-left} too many` : `${left} left`}
        </span>
      )}
    </div>
  );
}

/** Words that stand here until they are sent; what the sandbox has of them comes back late, and changes nothing. */
function useTyping(element: Element) {
  const scope = useScope();
  const form = useForm();
  const send = useSend(element);
  const { block } = scope;
  const there = String(entryOf(element, scope.stateOf(element)) ?? "");
  const [held, setHeld] = useState({ there, text: there });
  const sent = useRef(new Set<string>());
  const last = useRef(there);
  if (held.there !== there) {
    const own = sent.current.has(there);
    if (!own) last.current = there;
    setHeld({ there, text: own ? held.text : there });
  }
  const dispatching = block.dispatch_action === true;

  useEffect(() => {
    form?.typed(block.block_id, element, held.text);
  });
  useEffect(() => () => form?.typed(block.block_id, element, null), [form, block.block_id, element]);

  const put = (text: string, later: boolean) => {
    if (entryProblem(element, text) !== null || text === last.current) return;
    sent.current.add(text);
    if (!later || !dispatching) last.current = text;
    void send(text, later);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !dispatching || element.multiline) return;
    event.preventDefault();
    put(held.text, false);
  };
  return {
    text: held.text,
    change: (text: string) => {
      setHeld((before) => ({ ...before, text }));
      if (!dispatching) put(text, true);
    },
    leave: () => put(held.text, false),
    onKeyDown,
    busy: scope.isBusy(element),
  };
}
