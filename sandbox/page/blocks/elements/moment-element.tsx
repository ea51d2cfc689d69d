import { useId, useState } from "react";
import type { Element } from "../../../slack/block.ts";
import type { Entry } from "../../live/act.ts";
import { useBlockContext } from "../block-context.tsx";
import { useScope } from "../block-scope.tsx";
import { BusySign } from "../signs.tsx";
import { instantOf, localTime, zoneWords } from "../zoned-time.ts";
import styles from "./controls.module.css";
import { ariaOf, type ElementProps } from "./labelling.ts";
import { dispatches, useEntry } from "./use-entry.ts";

const types: Record<string, string> = {
  datepicker: "date",
  timepicker: "time",
  datetimepicker: "datetime-local",
};

const UNFINISHED_YEAR = /^0\d*-/;

/** A date, a time of day, or an instant in the reader's zone. */
export function MomentElement({ element, labelling }: ElementProps) {
  const { zone, ticker } = useBlockContext();
  const scope = useScope();
  const { entry, busy, choose } = useEntry(element);
  const zoneId = useId();
  const there = shownValue(element, entry, zone);
  const [held, setHeld] = useState({ there, text: there });
  if (held.there !== there) setHeld({ there, text: there });
  const take = (text: string) => {
    const next = entryFrom(element, text, zone);
    // A year of which two digits are typed is none yet.
    if (next !== entry && (next !== null || text === "")) void choose(next);
  };
  // Half a date is no choice: where each is an action, it is made on leaving.
  const atOnce = !dispatches(scope);
  const describedBy = [labelling.describedBy, ...(isInstant(element) ? [zoneId] : [])]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={styles.moment}>
      <input
        id={labelling.id}
        className={styles.control}
        type={types[element.type]}
        value={held.text}
        // biome-ignore lint/a11y/noAutofocus: The bot asks for it.
        autoFocus={element.focus_on_load === true}
        onChange={({ target }) => {
          setHeld({ there, text: target.value });
          if (atOnce) take(target.value);
        }}
        onBlur={() => take(held.text)}
        {...ariaOf({ ...labelling, ...(describedBy ? { describedBy } : {}) })}
      />
      {isInstant(element) && (
        <span id={zoneId} className={styles.zone}>
          {zoneWords(zone, typeof entry === "number" ? entry * 1000 : ticker.nowMs())}
        </span>
      )}
      {busy && <BusySign words="Working" />}
    </div>
  );
}

function isInstant({ type }: Element): boolean {
  return type === "datetimepicker";
}

function shownValue(element: Element, entry: Entry, zone: string): string {
  if (entry === null) return "";
  return isInstant(element) ? localTime(Number(entry), zone) : String(entry);
}

function entryFrom(element: Element, text: string, zone: string): Entry {
  if (text === "" || UNFINISHED_YEAR.test(text)) return null;
  return isInstant(element) ? instantOf(text, zone) : text;
}
