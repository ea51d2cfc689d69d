/** Blocks as they are after validation; unknown fields cannot occur, and every `block_id` is set. */
export interface TextObject {
  type: "plain_text" | "mrkdwn";
  text: string;
  emoji?: boolean;
  verbatim?: boolean;
}

export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
}

export interface Confirm {
  title: TextObject;
  text: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
}

export interface Element {
  type: string;
  action_id: string;
  text?: TextObject | string;
  value?: string;
  url?: string;
  style?: string;
  placeholder?: TextObject;
  confirm?: Confirm;
  options?: Option[];
  option_groups?: { label: TextObject; options: Option[] }[];
  min_query_length?: number;
  initial_value?: string;
  initial_option?: Option;
  initial_options?: Option[];
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_user?: string;
  initial_users?: string[];
  initial_conversation?: string;
  filter?: { include?: string[] };
  initial_channel?: string;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  max_selected_items?: number;
  is_decimal_allowed?: boolean;
  timezone?: string;
  alt_text?: string;
  elements?: Element[];
  [other: string]: unknown;
}

export interface Block {
  type: string;
  block_id: string;
  text?: TextObject | string;
  fields?: TextObject[];
  accessory?: Element;
  elements?: Element[];
  element?: Element;
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
  alt_text?: string;
  title?: TextObject | string;
  rows?: unknown[][];
  [other: string]: unknown;
}

/** Every interactive element of the block, in the order of the screen. */
export function elementsOf(block: Block): Element[] {
  if (block.type === "actions") return block.elements ?? [];
  const one = block.type === "input" ? block.element : block.accessory;
  return one && one.type !== "image" ? [one] : [];
}

export function optionsOf(element: Element): Option[] {
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}
