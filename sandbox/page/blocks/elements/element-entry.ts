import type { Element } from "../../../slack/block.ts";
import { type ElementState, stateField, stateOf } from "../../../slack/element-state.ts";
import type { Entry } from "../../live/act.ts";
import { type Pick, pickOf } from "./pick-groups.ts";

interface Shown {
  text: { text: string };
  value: string;
}

/** What stands in the element: by the view's state, or as it was drawn. */
function held(element: Element, state: ElementState | undefined): unknown {
  const field = stateField(element);
  if (!field) return null;
  if (state) return state[field] ?? null;
  const block = { type: "input", block_id: "only", element };
  return stateOf([block]).only?.[element.action_id]?.[field] ?? null;
}

/** As the hands would enter it. */
export function entryOf(element: Element, state: ElementState | undefined): Entry {
  const value = held(element, state);
  if (Array.isArray(value)) return value.map((one) => (typeof one === "string" ? one : (one as Shown).value));
  if (typeof value === "string" || typeof value === "number") return value;
  return value === null ? null : (value as Shown).value;
}

/** Chosen options with their words, which the bot's later suggestions may not have any more. */
export function chosenPicks(element: Element, state: ElementState | undefined): Pick[] {
  return [held(element, state)]
    .flat()
    .filter((one): one is Shown => typeof one === "object" && one !== null)
    .map(pickOf);
}

export function listOf(entry: Entry): readonly string[] {
  if (entry === null || entry === "") return [];
  return typeof entry === "object" ? entry : [String(entry)];
}
