import { useId } from "react";
import type { Element, Option } from "../../../slack/block.ts";
import { BusySign } from "../signs.tsx";
import { TextWords } from "../text-words.tsx";
import styles from "./controls.module.css";
import { listOf } from "./element-entry.ts";
import { ariaOf, type ElementProps } from "./labelling.ts";
import { useEntry } from "./use-entry.ts";

export function RadioElement({ element, labelling }: ElementProps) {
  const name = useId();
  const { entry, busy, choose } = useEntry(element);
  return (
    <div role="radiogroup" className={styles.choices} {...ariaOf(labelling)}>
      {(element.options ?? []).map((option, index) => (
        <Choice key={option.value} option={option}>
          <input
            type="radio"
            name={name}
            // biome-ignore lint/a11y/noAutofocus: The bot asks for it.
            autoFocus={index === 0 && element.focus_on_load === true}
            checked={entry === option.value}
            onChange={() => void choose(option.value)}
          />
        </Choice>
      ))}
      {busy && <BusySign words="Working" />}
    </div>
  );
}

export function CheckboxesElement({ element, labelling }: ElementProps) {
  const { entry, busy, choose } = useEntry(element);
  const chosen = listOf(entry);
  const { "aria-required": _, ...aria } = ariaOf(labelling);
  return (
    // biome-ignore lint/a11y/useSemanticElements: The label stands outside, where a legend cannot.
    <div role="group" className={styles.choices} {...aria}>
      {(element.options ?? []).map((option) => (
        <Choice key={option.value} option={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={() => void choose(toggled(element, chosen, option.value))}
          />
        </Choice>
      ))}
      {busy && <BusySign words="Working" />}
    </div>
  );
}

function Choice({ option, children }: { option: Option; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: The control is the child.
    <label className={styles.choice}>
      {children}
      <span className={styles.choiceWords}>
        <TextWords text={option.text} />
        {option.description && (
          <span className={styles.description}>
            <TextWords text={option.description} />
          </span>
        )}
      </span>
    </label>
  );
}

/** In the order in which they are offered. */
function toggled(element: Element, chosen: readonly string[], value: string): string[] {
  return (element.options ?? [])
    .map((option) => option.value)
    .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one)));
}
