import { useId } from "react";
import type { Block } from "../../slack/block.ts";
import styles from "./blocks.module.css";
import { DrawnElement } from "./elements/drawn-element.tsx";
import { useForm } from "./form-context.tsx";
import { WarningSign } from "./signs.tsx";
import { Unknown } from "./unknown.tsx";

/** A labelled input, with its hint and what is wrong with it. */
export function InputBlock({ block, error }: { block: Block; error: string | undefined }) {
  const id = useId();
  const said = useForm()?.said[block.block_id];
  const { element, label, hint, optional } = block;
  if (!element) return <Unknown what="input" type={null} blockId={block.block_id} />;
  const wrong = said ?? error;
  const describedBy = [...(hint ? [`${id}hint`] : []), ...(wrong ? [`${id}error`] : [])].join(" ");
  return (
    <div className={styles.input}>
      <label className={styles.label} id={`${id}label`} htmlFor={`${id}control`}>
        {label?.text}
        {optional && <span className={styles.optional}> (optional)</span>}
      </label>
      <DrawnElement
        element={element}
        labelling={{
          id: `${id}control`,
          labelledBy: `${id}label`,
          invalid: wrong !== undefined,
          required: optional !== true,
          ...(describedBy ? { describedBy } : {}),
        }}
      />
      {wrong && (
        <p className={styles.error} id={`${id}error`}>
          <WarningSign />
          {wrong}
        </p>
      )}
      {hint && (
        <p className={styles.hint} id={`${id}hint`}>
          {hint.text}
        </p>
      )}
    </div>
  );
}
