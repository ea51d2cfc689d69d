import {
  all,
  boolean,
  type Check,
  integer,
  isFields,
  list,
  matching,
  object,
  oneOf,
  string,
} from "./check.ts";
import {
  confirm,
  identifier,
  markedOption,
  optionGroup,
  options,
  overflowOption,
  plainOption,
  plainText,
} from "./composition.ts";
import { slackLimits } from "./slack-limits.ts";

const placeholder = plainText(slackLimits.placeholder);
const date = matching(/^\d{4}-\d{2}-\d{2}$/, "must be a date as YYYY-MM-DD");
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time as HH:mm");

function element(type: string, required: Record<string, Check>, optional: Record<string, Check>): Check {
  return object({ type: oneOf(type), ...required }, { action_id: identifier, ...optional });
}

/** Options or groups of options, and not both. */
const optionsOrGroups: Check = (value, pointer, findings) => {
  if (!isFields(value)) return;
  if ((value.options === undefined) === (value.option_groups === undefined)) {
    findings.add("must provide either options or option_groups", pointer);
  }
};

function optionKey(option: unknown): string {
  const text = isFields(option) && isFields(option.text) ? option.text.text : undefined;
  return JSON.stringify([isFields(option) ? option.value : undefined, text]);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What is chosen at first must be among the options, in value and words. */
const initialAmongOptions: Check = (value, pointer, findings) => {
  if (!isFields(value)) return;
  const groups = listOf(value.option_groups).flatMap((group) =>
    isFields(group) ? listOf(group.options) : [],
  );
  const offered = new Set([...listOf(value.options), ...groups].map(optionKey));
  const initial = [value.initial_option ?? [], value.initial_options ?? []].flat();
  if (initial.some((one) => !offered.has(optionKey(one)))) {
    findings.add("initial option is not among the options", pointer);
  }
};

const common = { confirm, focus_on_load: boolean };
const selecting = { ...common, placeholder };
const choices = {
  options: options(plainOption, slackLimits.options),
  option_groups: list(optionGroup, slackLimits.optionGroups),
};
const many = { max_selected_items: integer(1, slackLimits.options) };
const conversations = {
  default_to_current_conversation: boolean,
  response_url_enabled: boolean,
  filter: object(
    {},
    {
      include: list(oneOf("im", "mpim", "private", "public"), 4),
      exclude_external_shared_channels: boolean,
      exclude_bot_users: boolean,
    },
  ),
};

const button = element(
  "button",
  { text: plainText(slackLimits.buttonText) },
  {
    value: string(slackLimits.buttonValue),
    url: string(slackLimits.url),
    style: oneOf("primary", "danger"),
    confirm,
    accessibility_label: string(slackLimits.buttonText),
  },
);

const choosing = (type: string) =>
  all(
    element(
      type,
      { options: options(markedOption, slackLimits.choiceOptions) },
      type === "checkboxes"
        ? { ...common, initial_options: list(markedOption, slackLimits.choiceOptions) }
        : { ...common, initial_option: markedOption },
    ),
    initialAmongOptions,
  );

/** Elements with which a person can act outside of a form as well. */
export const interactiveElements: Record<string, Check> = {
  button,
  overflow: element(
    "overflow",
    { options: options(overflowOption, slackLimits.overflowOptions) },
    { confirm },
  ),
  static_select: all(
    element("static_select", {}, { ...selecting, ...choices, initial_option: plainOption }),
    optionsOrGroups,
    initialAmongOptions,
  ),
  multi_static_select: all(
    element(
      "multi_static_select",
      {},
      { ...selecting, ...choices, ...many, initial_options: list(plainOption, slackLimits.options) },
    ),
    optionsOrGroups,
    initialAmongOptions,
  ),
  external_select: element(
    "external_select",
    {},
    { ...selecting, min_query_length: integer(0, 100), initial_option: plainOption },
  ),
  multi_external_select: element(
    "multi_external_select",
    {},
    {
      ...selecting,
      ...many,
      min_query_length: integer(0, 100),
      initial_options: list(plainOption, slackLimits.options),
    },
  ),
  users_select: element("users_select", {}, { ...selecting, initial_user: string(20) }),
  multi_users_select: element(
    "multi_users_select",
    {},
    { ...selecting, ...many, initial_users: list(string(20), slackLimits.options) },
  ),
  conversations_select: element(
    "conversations_select",
    {},
    { ...selecting, ...conversations, initial_conversation: string(20) },
  ),
  channels_select: element(
    "channels_select",
    {},
    { ...selecting, initial_channel: string(20), response_url_enabled: boolean },
  ),
  radio_buttons: choosing("radio_buttons"),
  checkboxes: choosing("checkboxes"),
  datepicker: element("datepicker", {}, { ...selecting, initial_date: date }),
  timepicker: element("timepicker", {}, { ...selecting, initial_time: time, timezone: string(100) }),
  datetimepicker: element(
    "datetimepicker",
    {},
    { ...common, initial_date_time: integer(1_000_000_000, 9_999_999_999) },
  ),
};

const dispatchConfig = object(
  {},
  { trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), 2) },
);
const typing = { placeholder, focus_on_load: boolean, dispatch_action_config: dispatchConfig };
const numberText = matching(/^-?\d+(\.\d+)?$/, "must be a number");

/** Elements that stand in an input block alone. */
export const inputElements: Record<string, Check> = {
  plain_text_input: all(
    element(
      "plain_text_input",
      {},
      {
        ...typing,
        initial_value: string(slackLimits.plainTextInput, 0),
        multiline: boolean,
        min_length: integer(0, slackLimits.plainTextInput),
        max_length: integer(1, slackLimits.plainTextInput),
      },
    ),
    (value, pointer, findings) => {
      if (!isFields(value) || typeof value.initial_value !== "string") return;
      if (typeof value.max_length === "number" && value.initial_value.length > value.max_length) {
        findings.add("initial_value must not be longer than max_length", pointer);
      }
    },
  ),
  number_input: element(
    "number_input",
    { is_decimal_allowed: boolean },
    { ...typing, initial_value: numberText, min_value: numberText, max_value: numberText },
  ),
  email_text_input: element("email_text_input", {}, { ...typing, initial_value: string(3000, 0) }),
  url_text_input: element("url_text_input", {}, { ...typing, initial_value: string(3000, 0) }),
};
