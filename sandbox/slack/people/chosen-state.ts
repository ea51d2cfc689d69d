import { type Element, type Option, optionsOf } from "../block.ts";
import type { Core } from "../core.ts";
import type { PersonRecord } from "../directory.ts";
import type { ElementState } from "../element-state.ts";

/** What a person enters: words, an option's value or words, a list of these, a date `2026-03-01`, a time `03:15`. */
export type Entry = string | number | Date | readonly string[] | null;

export interface EntryContext {
  core: Core;
  person: PersonRecord;
  /** What the bot suggested last for an external select. */
  suggested: readonly Option[];
}

function optionOf(element: Element, wanted: unknown, context: EntryContext): Option {
  const offered = element.type.includes("external") ? context.suggested : optionsOf(element);
  const option = offered.find((one) => one.value === wanted || one.text.text === wanted);
  if (option) return structuredClone(option);
  const names = offered.map((one) => one.value).join(", ");
  throw new Error(
    `${element.action_id} does not offer ${JSON.stringify(wanted)}; it offers: ${names || "nothing yet"}.`,
  );
}

function words(element: Element, entry: Entry): string | null {
  if (entry === null || entry === "") return null;
  const text = String(entry);
  const max = element.max_length ?? 3000;
  if (text.length > max) throw new Error(`${element.action_id} takes ${max} characters at most.`);
  if (text.length < (element.min_length ?? 0)) {
    throw new Error(`${element.action_id} takes ${element.min_length} characters at least.`);
  }
  return text;
}

function patterned(element: Element, entry: Entry, pattern: RegExp): string | null {
  if (entry === null) return null;
  if (typeof entry === "string" && pattern.test(entry)) return entry;
  throw new Error(`${element.action_id} does not take ${JSON.stringify(entry)}.`);
}

function instant(entry: Entry): number | null {
  if (entry === null) return null;
  const seconds = entry instanceof Date ? Math.floor(entry.getTime() / 1000) : Number(entry);
  if (!Number.isInteger(seconds)) throw new Error("A date and time is a Date or whole Unix seconds.");
  return seconds;
}

function listed(entry: Entry): readonly string[] {
  if (entry === null) return [];
  return Array.isArray(entry) ? entry : [String(entry)];
}

function userId(entry: Entry, { core }: EntryContext): string {
  const people = Object.values(core.directory.people);
  const person = people.find((one) => one.id === entry || one.name === entry);
  if (!person) throw new Error(`Nobody here is called ${JSON.stringify(entry)}.`);
  return person.id;
}

/** What Slack's menu would offer this person: every public channel, of the others those that he is in. */
function channelId(entry: Entry, { core, person }: EntryContext, kinds: readonly string[]): string {
  const wanted = String(entry);
  const channel = core.directory.channel(wanted) ?? core.directory.channels[wanted];
  const isSeen = channel && (channel.kind === "public" || channel.members.has(person.id));
  if (!isSeen) throw new Error(`There is no channel ${JSON.stringify(entry)}.`);
  if (!kinds.includes(channel.kind)) {
    throw new Error(`${channel.name} is ${channel.kind}; offered are: ${kinds.join(", ")}.`);
  }
  return channel.id;
}

const KINDS = ["public", "private", "im"];

function filteredKinds({ filter }: Element): readonly string[] {
  return filter?.include ?? KINDS;
}

type Choose = (element: Element, entry: Entry, context: EntryContext) => Record<string, unknown>;

const orNull = <T>(entry: Entry, value: () => T) => (entry === null ? null : value());
const oneOption: Choose = (element, entry, context) => ({
  selected_option: orNull(entry, () => optionOf(element, entry, context)),
});
const someOptions: Choose = (element, entry, context) => ({
  selected_options: listed(entry).map((one) => optionOf(element, one, context)),
});
const typed: Choose = (element, entry) => ({ value: words(element, entry) });

const choices: Record<string, Choose> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: (element, entry) => ({
    value: entry === null ? null : patterned(element, String(entry), /^-?\d+(\.\d+)?$/),
  }),
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  overflow: oneOption,
  multi_static_select: someOptions,
  multi_external_select: someOptions,
  checkboxes: someOptions,
  datepicker: (element, entry) => ({ selected_date: patterned(element, entry, /^\d{4}-\d{2}-\d{2}$/) }),
  timepicker: (element, entry) => ({ selected_time: patterned(element, entry, /^([01]\d|2[0-3]):[0-5]\d$/) }),
  datetimepicker: (_element, entry) => ({ selected_date_time: instant(entry) }),
  users_select: (_element, entry, context) => ({
    selected_user: orNull(entry, () => userId(entry, context)),
  }),
  multi_users_select: (_element, entry, context) => ({
    selected_users: listed(entry).map((one) => userId(one, context)),
  }),
  conversations_select: (element, entry, context) => ({
    selected_conversation: orNull(entry, () => channelId(entry, context, filteredKinds(element))),
  }),
  channels_select: (_element, entry, context) => ({
    selected_channel: orNull(entry, () => channelId(entry, context, ["public"])),
  }),
};

/** The element's state after the entry. @throws Error when Slack's own form would not take it */
export function chosenState(element: Element, entry: Entry, context: EntryContext): ElementState {
  const choose = choices[element.type];
  if (!choose) throw new Error(`A ${element.type} takes no entry.`);
  const max = element.max_selected_items;
  if (max !== undefined && listed(entry).length > max) {
    throw new Error(`${element.action_id} takes ${max} at most.`);
  }
  return { type: element.type, ...choose(element, entry, context) };
}
