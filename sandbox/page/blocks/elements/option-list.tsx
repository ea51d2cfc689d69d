import type { ReactNode } from "react";
import {
  Autocomplete,
  Collection,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  SearchField,
  type Selection,
  Text,
} from "react-aria-components";
import { CheckSign } from "../signs.tsx";
import menu from "./menu.module.css";
import type { Pick, PickGroup } from "./pick-groups.ts";

export interface OptionListChoice {
  chosen: readonly Pick[];
  many: boolean;
  /** How many may be chosen. */
  limit: number;
  take: (picks: readonly Pick[]) => void;
}

export interface OptionListProps extends OptionListChoice {
  groups: readonly PickGroup[];
  search: { query: string; type: (query: string) => void } | null;
  /** What stands where there are no options. */
  empty: ReactNode;
  /** Above the options. */
  note?: ReactNode;
}

/** Options to choose from, with a search above them where there are many. */
export function OptionList({ groups, search, empty, note, ...choice }: OptionListProps) {
  const picks = groups.flatMap((group) => group.picks);
  const { chosen, many, limit, take } = choice;
  const all = new Map([...chosen, ...picks].map((pick) => [pick.value, pick]));
  const values = new Set(chosen.map((pick) => pick.value));
  const select = (keys: Selection) => {
    if (keys === "all") return;
    // What the search has filtered out stays chosen.
    const hidden = chosen.filter(({ value }) => many && !picks.some((pick) => pick.value === value));
    const taken = [...keys].flatMap((key) => all.get(String(key)) ?? []);
    take([...hidden, ...taken.filter((pick) => !hidden.includes(pick))]);
  };
  const full = values.size >= limit;
  const list = (
    <ListBox
      className={menu.list ?? ""}
      aria-label="Options"
      escapeKeyBehavior="none"
      selectionMode={many ? "multiple" : "single"}
      disallowEmptySelection={!many}
      selectedKeys={values}
      disabledKeys={full && many ? picks.map(({ value }) => value).filter((value) => !values.has(value)) : []}
      onSelectionChange={select}
      autoFocus={search ? false : "first"}
      renderEmptyState={() => <div className={menu.state}>{empty}</div>}
    >
      {groups.map((group, index) => (
        <Group key={group.label ?? index} group={group} />
      ))}
    </ListBox>
  );
  const limited = full && many && <div className={menu.state}>At most {limit}.</div>;
  if (!search) return [limited, list];
  return (
    <Autocomplete inputValue={search.query} onInputChange={search.type}>
      <SearchField autoFocus aria-label="Search" className={menu.search ?? ""}>
        <Input placeholder="Search" />
      </SearchField>
      {note}
      {limited}
      {list}
    </Autocomplete>
  );
}

function Group({ group }: { group: PickGroup }) {
  if (group.label === null) return <Collection>{group.picks.map(item)}</Collection>;
  return (
    <ListBoxSection>
      <Header className={menu.heading ?? ""}>{group.label}</Header>
      {group.picks.map(item)}
    </ListBoxSection>
  );
}

function item({ value, text, description }: Pick) {
  return (
    <ListBoxItem key={value} id={value} textValue={text} className={menu.item ?? ""}>
      {({ isSelected }) => (
        <>
          <Text slot="label">{text}</Text>
          {description && (
            <Text slot="description" className={menu.description ?? ""}>
              {description}
            </Text>
          )}
          {isSelected && (
            <span className={menu.check}>
              <CheckSign />
            </span>
          )}
        </>
      )}
    </ListBoxItem>
  );
}
