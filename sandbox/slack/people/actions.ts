import type { Block, Confirm, Element, Option } from "../block.ts";
import type { Core } from "../core.ts";
import type { PersonRecord } from "../directory.ts";
import { type ElementState, type StateValues, stateField, stateOf } from "../element-state.ts";
import type { Answer } from "../envelopes.ts";
import type { Message } from "../message-store.ts";
import type { View } from "../view-store.ts";
import { chosenState, type Entry } from "./chosen-state.ts";
import { type ElementReference, type FoundElement, findElement } from "./find-element.ts";
import { actionPayload, type Surface, suggestionPayload } from "./payloads.ts";
import { parseSuggestions } from "./suggestions.ts";

export interface Click extends ElementReference {
  /** As the screen gave it; the top modal when neither is given. */
  message?: Message | undefined;
  view?: View | undefined;
  /** A date, a time, several options: what an element other than a button or a menu is set to. */
  entry?: Entry | undefined;
  /** What to answer where the element asks for confirmation; `accept` unless told. */
  confirm?: "accept" | "dismiss" | undefined;
  /** Clicks what the person saw a moment ago, though it has changed since. */
  stale?: boolean | undefined;
}

export interface ActionOutcome {
  kind: "answered" | "timed-out" | "undelivered" | "dismissed";
  /** What Slack says when the bot did not answer. */
  words: string | null;
}

export const TROUBLE = "We had some trouble connecting. Try again?";

export interface PersonActions {
  click(click: Click): Promise<ActionOutcome>;
  change(view: View, found: FoundElement, entry: Entry): Promise<void>;
  suggest(reference: ElementReference & { message?: Message; view?: View }, query: string): Promise<Option[]>;
}

function confirmText({ title, text, confirm, deny }: Confirm): string {
  return [title.text, text.text, `[${confirm?.text ?? "Yes"}] [${deny?.text ?? "No"}]`].join("\n");
}

function outcomeOf(answer: Answer): ActionOutcome {
  if (answer.kind === "acked") return { kind: "answered", words: null };
  return { kind: answer.kind, words: TROUBLE };
}

function blocksOf(surface: Surface): Block[] {
  return "view" in surface ? surface.view.blocks : surface.message.blocks;
}

/** Of several that are chosen, some may stem from an earlier search, or from the bot's own drawing. */
function heldOptions({ block, element }: FoundElement, values: StateValues | undefined): Option[] {
  const held = stateOf([block], values)[block.block_id]?.[element.action_id]?.selected_options;
  return (held as Option[] | undefined) ?? [];
}

function keyOf(surface: Surface, { block, element }: FoundElement): string {
  const place = "view" in surface ? surface.view.id : surface.message.ts;
  return JSON.stringify([place, block.block_id, element.action_id]);
}

const DEFAULT_MIN_QUERY = 3;

export function createActions(deps: {
  core: Core;
  person: PersonRecord;
  /** Throws unless it is on this person's screen. */
  surfaceOf: (at: {
    message?: Message | undefined;
    view?: View | undefined;
    stale?: boolean | undefined;
  }) => Surface;
  confirmations: string[];
}): PersonActions {
  const { core, person } = deps;
  const suggested = new Map<string, Option[]>();
  const messageStates = new Map<string, StateValues>();

  const put = (surface: Surface, { block, element }: FoundElement, state: ElementState): StateValues => {
    const before = "view" in surface ? surface.view.values : messageStates.get(surface.message.ts);
    const values = stateOf(blocksOf(surface), before);
    if (stateField(element))
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: state };
    if ("view" in surface) {
      surface.view.values = values;
      core.views.touch(surface.view);
    } else messageStates.set(surface.message.ts, values);
    return values;
  };
  const entryState = (surface: Surface, found: FoundElement, entry: Entry) => {
    const values = "view" in surface ? surface.view.values : messageStates.get(surface.message.ts);
    const offered = [...(suggested.get(keyOf(surface, found)) ?? []), ...heldOptions(found, values)];
    return chosenState(found.element, entry, { core, person, suggested: offered });
  };
  const act = async (surface: Surface, found: FoundElement, chosen: ElementState) => {
    const state = put(surface, found, chosen);
    const payload = actionPayload(core, person, surface, { ...found, chosen, state });
    return outcomeOf(await core.envelopes.ask("interactive", payload));
  };
  const confirmed = (element: Element, choice: Click["confirm"]) => {
    if (!element.confirm) return true;
    deps.confirmations.push(confirmText(element.confirm));
    return choice !== "dismiss";
  };

  return {
    click: async (click) => {
      const { message, view, entry, confirm, stale, ...reference } = click;
      const surface = deps.surfaceOf({ message, view, stale });
      const found = findElement(blocksOf(surface), reference, `${person.name}'s screen`);
      const { element } = found;
      const choice = entry ?? click.option ?? click.value ?? null;
      const chosen = element.type === "button" ? { type: "button" } : entryState(surface, found, choice);
      if (!confirmed(element, confirm)) return { kind: "dismissed", words: null };
      return act(surface, found, chosen);
    },
    change: async (view, found, entry) => {
      const surface = { view };
      const chosen = entryState(surface, found, entry);
      const dispatches = found.block.type !== "input" || found.block.dispatch_action === true;
      if (dispatches) await act(surface, found, chosen);
      else put(surface, found, chosen);
    },
    suggest: async ({ message, view, ...reference }, query) => {
      const surface = deps.surfaceOf({ message, view });
      const found = findElement(blocksOf(surface), reference, `${person.name}'s screen`);
      const { block, element } = found;
      if (!element.type.includes("external"))
        throw new Error(`${element.action_id} asks the bot for nothing.`);
      if (query.length < (element.min_query_length ?? DEFAULT_MIN_QUERY)) return [];
      const payload = suggestionPayload(person, surface, block, element, query);
      const answer = await core.envelopes.ask("interactive", payload);
      if (answer.kind !== "acked")
        throw new Error(`The bot gave no options for ${element.action_id}: ${answer.kind}.`);
      const options = parseSuggestions(answer.payload);
      suggested.set(keyOf(surface, found), options);
      return structuredClone(options);
    },
  };
}
