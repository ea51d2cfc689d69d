import type { InputBlock, KnownBlock } from "@slack/types";
import { limits } from "./limits.ts";
import type { Modal } from "./message.ts";
import { problemValue } from "./problem-option.ts";
import { cut, mrkdwn, plain } from "./text.ts";

/** mrkdwn to stand under the input that it is about; null: on top. */
export interface FormNote {
  text: string;
  blockId: string | null;
}

type Value = {
  value?: string | null;
  selected_option?: { text: { text: string }; description?: { text: string }; value: string } | null;
  selected_users?: string[];
  selected_date_time?: number | null;
  selected_conversation?: string | null;
};

/** A modal as Slack hands it over: what it showed, and what was filled in. */
export interface FilledModal {
  callback_id: string;
  title: { text: string };
  submit: { text: string } | null;
  close: { text: string } | null;
  private_metadata: string;
  blocks: readonly { type: string; block_id?: string }[];
  state: { values: Record<string, Record<string, Value>> };
}

const noteBlock = "form-note";

/** Marked, since in a long form nothing else tells it from the rest. */
export function errorNote(error: FormNote): FormNote {
  return { text: warned(error.text), blockId: error.blockId };
}

/** The mark alone, before mrkdwn. */
export function warned(text: string): string {
  return cut(`⚠ ${text}`, limits.sectionText);
}

/** The form as it stood, with what was filled in, and with `note` in the place of an earlier one. */
export function formAgain(view: FilledModal, note: FormNote): Modal {
  const shown = (view.blocks as KnownBlock[]).filter((block) => block.block_id !== noteBlock);
  return {
    type: "modal",
    callback_id: view.callback_id,
    title: plain(view.title.text),
    ...(view.submit ? { submit: plain(view.submit.text) } : {}),
    ...(view.close ? { close: plain(view.close.text) } : {}),
    private_metadata: view.private_metadata,
    blocks: placeNote(
      shown.map((block) => (block.type === "input" ? refilled(block, view) : block)),
      note,
    ),
  };
}

export function placeNote(blocks: readonly KnownBlock[], note: FormNote | null): KnownBlock[] {
  if (note === null) return [...blocks];
  const line: KnownBlock = { type: "section", block_id: noteBlock, text: mrkdwn(note.text) };
  const at = note.blockId === null ? -1 : blocks.findIndex((block) => block.block_id === note.blockId);
  return [...blocks.slice(0, at + 1), line, ...blocks.slice(at + 1)];
}

function refilled(block: InputBlock, view: FilledModal): InputBlock {
  const { element } = block;
  const value = view.state.values[block.block_id ?? ""]?.[element.action_id ?? ""];
  if (!value) return block;
  switch (element.type) {
    case "plain_text_input":
      return {
        ...block,
        element: { ...without(element, "initial_value"), ...has("initial_value", value.value) },
      };
    case "multi_users_select":
      return {
        ...block,
        element: { ...without(element, "initial_users"), ...has("initial_users", usersOf(value)) },
      };
    case "datetimepicker":
      return {
        ...block,
        element: {
          ...without(element, "initial_date_time"),
          ...has("initial_date_time", value.selected_date_time),
        },
      };
    case "conversations_select":
      return {
        ...block,
        element: {
          ...without(element, "initial_conversation"),
          ...has("initial_conversation", value.selected_conversation),
        },
      };
    case "radio_buttons":
    case "external_select":
      return { ...block, element: { ...element, ...has("initial_option", optionOf(value)) } };
    default:
      return block;
  }
}

/** Slack takes no empty list. */
function usersOf({ selected_users: users }: Value): string[] | null {
  return users && users.length > 0 ? users : null;
}

function optionOf({ selected_option: selected }: Value) {
  if (!selected || selected.value === problemValue) return null;
  const { text, description, value } = selected;
  return { text: plain(text.text), ...(description ? { description: plain(description.text) } : {}), value };
}

function has<K extends string, V>(key: K, value: V | null | undefined): { [P in K]?: NonNullable<V> } {
  return value === null || value === undefined || value === ""
    ? {}
    : ({ [key]: value } as { [P in K]: NonNullable<V> });
}

function without<T extends object, K extends keyof T>(element: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = element;
  return rest;
}
