import { type Block, type Element, elementsOf } from "./block.ts";

/** What Slack sends of one element under `state.values[block_id][action_id]`. */
export interface ElementState {
  type: string;
  [field: string]: unknown;
}

/** By `block_id`, then `action_id`. */
export type StateValues = Record<string, Record<string, ElementState>>;

/** The field of the state that holds the value, and the element's field that it starts from. */
const fields: Record<string, [field: string, initial: string, empty: unknown]> = {
  plain_text_input: ["value", "initial_value", null],
  number_input: ["value", "initial_value", null],
  email_text_input: ["value", "initial_value", null],
  url_text_input: ["value", "initial_value", null],
  rich_text_input: ["rich_text_value", "initial_value", null],
  static_select: ["selected_option", "initial_option", null],
  external_select: ["selected_option", "initial_option", null],
  radio_buttons: ["selected_option", "initial_option", null],
  multi_static_select: ["selected_options", "initial_options", []],
  multi_external_select: ["selected_options", "initial_options", []],
  checkboxes: ["selected_options", "initial_options", []],
  datepicker: ["selected_date", "initial_date", null],
  timepicker: ["selected_time", "initial_time", null],
  datetimepicker: ["selected_date_time", "initial_date_time", null],
  users_select: ["selected_user", "initial_user", null],
  multi_users_select: ["selected_users", "initial_users", []],
  conversations_select: ["selected_conversation", "initial_conversation", null],
  multi_conversations_select: ["selected_conversations", "initial_conversations", []],
  channels_select: ["selected_channel", "initial_channel", null],
  multi_channels_select: ["selected_channels", "initial_channels", []],
};

/** Undefined for what keeps no state: buttons, overflow menus, images. */
export function stateField(element: Element): string | undefined {
  return fields[element.type]?.[0];
}

function initialState(element: Element): ElementState | undefined {
  const entry = fields[element.type];
  if (!entry) return undefined;
  const [field, initial, empty] = entry;
  return { type: element.type, [field]: element[initial] ?? empty };
}

/** The state of freshly drawn blocks; what was entered stays where block, action and type are the same. */
export function stateOf(blocks: Block[], before: StateValues = {}): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const fresh = initialState(element);
      if (!fresh) continue;
      const kept = before[block.block_id]?.[element.action_id];
      values[block.block_id] = {
        ...values[block.block_id],
        [element.action_id]: kept?.type === element.type ? kept : fresh,
      };
    }
  }
  return values;
}

export function isEmpty(element: Element, state: ElementState | undefined): boolean {
  const field = stateField(element);
  const value = field ? state?.[field] : undefined;
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
