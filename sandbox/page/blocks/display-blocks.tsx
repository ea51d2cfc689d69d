import type { Block, Element } from "../../slack/block.ts";
import styles from "./blocks.module.css";
import { DrawnElement } from "./elements/drawn-element.tsx";
import { mrkdwnWords } from "./mrkdwn-pieces.ts";
import { Picture } from "./picture.tsx";
import { WarningSign } from "./signs.tsx";
import { TextWords, wordsOf } from "./text-words.tsx";

interface BlockProps {
  block: Block;
}

/** What takes a line of its own where there is little room. */
const WIDE = /select|picker/;
/** What does so always: a list. */
const STACKED = /radio|checkboxes/;

export function SectionBlock({ block }: BlockProps) {
  const { text, fields, accessory } = block;
  return (
    <div className={`${styles.section} ${lookOf(accessory)}`}>
      <div className={styles.sectionBody}>
        <TextWords text={text} />
        {fields && (
          <div className={styles.fields}>
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: Fields have no names, and are drawn anew together.
              <TextWords key={index} text={field} />
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className={styles.accessory}>
          <DrawnElement key={keyOf(accessory)} element={accessory} label={nameOf(text)} />
        </div>
      )}
    </div>
  );
}

/** By what it does: what takes another's place is not pressed in its stead. */
function keyOf({ type, action_id, value, options }: Element): string {
  return JSON.stringify([
    type,
    action_id,
    value,
    type === "overflow" && options?.map((option) => option.value),
  ]);
}

function lookOf(accessory: Element | undefined): string {
  if (accessory && WIDE.test(accessory.type)) return styles.wide ?? "";
  return accessory && STACKED.test(accessory.type) ? (styles.stacked ?? "") : "";
}

function nameOf(text: Block["text"]): string {
  const words = wordsOf(text);
  return typeof text === "object" && text.type === "mrkdwn" ? mrkdwnWords(words) : words;
}

export function HeaderBlock({ block }: BlockProps) {
  return <h3 className={styles.header}>{wordsOf(block.text)}</h3>;
}

export function ContextBlock({ block }: BlockProps) {
  return (
    <div className={styles.context}>
      {(block.elements ?? []).map((element, index) =>
        element.type === "image" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: What stands in a context has no names.
          <Picture key={index} url={element.image_url} alt={element.alt_text} small />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: What stands in a context has no names.
          <TextWords key={index} text={contextText(element)} />
        ),
      )}
    </div>
  );
}

/** Texts of a context stand where elsewhere elements do. */
function contextText({ type, text, verbatim }: Element) {
  return { type, text, verbatim } as Parameters<typeof TextWords>[0]["text"];
}

export function ActionsBlock({ block }: BlockProps) {
  return (
    <div className={styles.actions}>
      {(block.elements ?? []).map((element) => (
        <DrawnElement key={keyOf(element)} element={element} />
      ))}
    </div>
  );
}

export function ImageBlock({ block }: BlockProps) {
  return (
    <figure className={styles.figure}>
      {block.title && <figcaption>{wordsOf(block.title)}</figcaption>}
      <Picture url={block.image_url} alt={block.alt_text} />
    </figure>
  );
}

const levels = new Set(["info", "warning", "error", "success"]);

export function AlertBlock({ block }: BlockProps) {
  const level = levels.has(String(block.level)) ? String(block.level) : "default";
  return (
    <div className={`${styles.alert} ${styles[level] ?? ""}`} role="note" data-level={level}>
      {(level === "warning" || level === "error") && <WarningSign />}
      <TextWords text={block.text} />
    </div>
  );
}
