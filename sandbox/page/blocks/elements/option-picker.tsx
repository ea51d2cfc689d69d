import { useId, useRef, useState } from "react";
import { Dialog, Popover } from "react-aria-components";
import type { Element } from "../../../slack/block.ts";
import { BusySign, ChevronSign, CrossSign } from "../signs.tsx";
import styles from "./controls.module.css";
import { ariaOf, type Labelling } from "./labelling.ts";
import { LiveOptions } from "./live-options.tsx";
import menu from "./menu.module.css";
import { OptionList } from "./option-list.tsx";
import { filterGroups, type Pick, type PickGroup } from "./pick-groups.ts";

export interface OptionPickerProps {
  element: Element;
  labelling: Labelling;
  /** What the element offers by itself. */
  groups: readonly PickGroup[];
  chosen: readonly Pick[];
  many: boolean;
  busy: boolean;
  clearable: boolean;
  take: (picks: readonly Pick[]) => void;
}

/** A button that shows what is chosen, and a list behind it. Of several, the choice is made on closing the list. */
export function OptionPicker(props: OptionPickerProps) {
  const { element, labelling, chosen, many, busy, clearable, take } = props;
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(chosen);
  const shown = many && open ? draft : chosen;
  const show = () => {
    setDraft(chosen);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    if (many && valuesOf(draft) !== valuesOf(chosen)) take(draft);
  };
  const pick = (picks: readonly Pick[]) => {
    if (many) return setDraft(picks);
    setOpen(false);
    const [only] = picks;
    if (only && only.value !== chosen[0]?.value) take([only]);
  };
  const { "aria-labelledby": labelledBy, "aria-label": label, ...aria } = ariaOf(labelling);
  return (
    <div className={styles.picker}>
      <button
        ref={trigger}
        id={labelling.id}
        type="button"
        role="combobox"
        className={`${styles.control} ${styles.trigger}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={`${id}list`}
        {...(labelledBy ? { "aria-labelledby": labelledBy } : { "aria-label": label })}
        {...aria}
        // biome-ignore lint/a11y/noAutofocus: The bot asks for it.
        autoFocus={element.focus_on_load === true}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          show();
        }}
      >
        <Shown picks={shown} many={many} placeholder={element.placeholder?.text} />
        {busy ? <BusySign words="Working" /> : <ChevronSign />}
      </button>
      {clearable && chosen.length > 0 && (
        <button type="button" className={styles.clear} aria-label="Clear the choice" onClick={() => take([])}>
          <CrossSign />
        </button>
      )}
      <Popover
        triggerRef={trigger}
        isOpen={open}
        onOpenChange={(next) => !next && close()}
        placement="bottom start"
        style={{ width: `max(18rem, ${trigger.current?.offsetWidth ?? 0}px)` }}
        className={menu.popover ?? ""}
      >
        <Dialog
          id={`${id}list`}
          className={menu.dialog ?? ""}
          {...(labelledBy ? { "aria-labelledby": labelledBy } : { "aria-label": label ?? "Options" })}
        >
          <Offered {...props} chosen={shown} take={pick} />
        </Dialog>
      </Popover>
    </div>
  );
}

const SEARCHED_FROM = 8;

function Offered({ element, groups, chosen, many, take }: OptionPickerProps) {
  const [query, setQuery] = useState("");
  const limit = element.max_selected_items ?? Number.POSITIVE_INFINITY;
  const list = { chosen, many, limit, take };
  if (element.type.includes("external")) return <LiveOptions element={element} list={list} />;
  const count = groups.reduce((sum, { picks }) => sum + picks.length, 0);
  const search = count < SEARCHED_FROM ? null : { query, type: setQuery };
  return <OptionList {...list} search={search} groups={filterGroups(groups, query)} empty="No results" />;
}

function Shown({
  picks,
  many,
  placeholder,
}: {
  picks: readonly Pick[];
  many: boolean;
  placeholder: string | undefined;
}) {
  if (picks.length === 0) {
    return <span className={styles.placeholder}>{placeholder ?? "Choose…"}</span>;
  }
  if (!many) {
    const [only] = picks;
    return (
      <span className={styles.chosen}>
        {only?.text} {only?.description && <span className={styles.description}>{only.description}</span>}
      </span>
    );
  }
  return (
    <span className={styles.chips}>
      {picks.map(({ value, text }) => (
        <span key={value} className={styles.chip}>
          {text}
        </span>
      ))}
    </span>
  );
}

function valuesOf(picks: readonly Pick[]): string {
  return JSON.stringify(picks.map((pick) => pick.value));
}
