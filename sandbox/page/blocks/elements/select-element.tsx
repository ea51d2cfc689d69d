import { useState } from "react";
import { useBlockContext } from "../block-context.tsx";
import { useScope } from "../block-scope.tsx";
import { chosenPicks, listOf } from "./element-entry.ts";
import type { ElementProps } from "./labelling.ts";
import { OptionPicker } from "./option-picker.tsx";
import { type Pick, pickGroups } from "./pick-groups.ts";
import { useEntry } from "./use-entry.ts";

/** A menu of the bot's options, of what it answers to a search, or of the workspace's people and channels. */
export function SelectElement({ element, labelling }: ElementProps) {
  const { directory } = useBlockContext();
  const scope = useScope();
  const { entry, busy, choose } = useEntry(element);
  // What the bot suggested once may not be suggested again, and still has its words.
  const [seen, setSeen] = useState<ReadonlyMap<string, Pick>>(new Map());
  const groups = pickGroups(element, directory);
  const known = new Map([
    ...chosenPicks(element, scope.stateOf(element)).map((pick) => [pick.value, pick] as const),
    ...groups.flatMap(({ picks }) => picks.map((pick) => [pick.value, pick] as const)),
    ...seen,
  ]);
  const many = element.type.startsWith("multi_");
  const chosen = listOf(entry).map((value) => known.get(value) ?? { value, text: value, description: null });
  const take = (picks: readonly Pick[]) => {
    setSeen(new Map([...seen, ...picks.map((pick) => [pick.value, pick] as const)]));
    const values = picks.map((pick) => pick.value);
    void choose(many ? values : (values[0] ?? null));
  };
  return (
    <OptionPicker
      element={element}
      labelling={labelling}
      groups={groups}
      chosen={chosen}
      many={many}
      busy={busy}
      clearable={many || scope.block.optional === true}
      take={take}
    />
  );
}
