import { useEffect, useState, useSyncExternalStore } from "react";
import type { Element } from "../../../slack/block.ts";
import { Button } from "../../design/button.tsx";
import { useBlockContext } from "../block-context.tsx";
import { useScope } from "../block-scope.tsx";
import { BusySign, WarningSign } from "../signs.tsx";
import { createLiveSearch, type LiveSearch, type Search } from "./live-search.ts";
import menu from "./menu.module.css";
import { OptionList, type OptionListChoice } from "./option-list.tsx";
import { pickOf } from "./pick-groups.ts";

// Slack's own.
const MIN_QUERY = 3;

/** Options that the bot is asked for while the person types. */
export function LiveOptions({ element, list }: { element: Element; list: OptionListChoice }) {
  const [query, setQuery] = useState("");
  const { live, search } = useLiveSearch(element);
  const options = "options" in search ? search.options : [];
  const type = (next: string) => {
    if (next === query) return;
    setQuery(next);
    live.type(next);
  };
  const busy = search.kind === "loading" && options.length > 0;
  return (
    <OptionList
      {...list}
      search={{ query, type }}
      groups={[{ label: null, picks: options.map(pickOf) }]}
      empty={<Nothing search={search} retry={live.retry} />}
      note={
        busy && (
          <div className={menu.state}>
            <BusySign words="" />
            Searching…
          </div>
        )
      }
    />
  );
}

function useLiveSearch(element: Element): { live: LiveSearch; search: Search } {
  const { act } = useBlockContext();
  const { spotOf } = useScope();
  const [live] = useState(() =>
    createLiveSearch({
      ask: (query) => act.suggest(spotOf(element), query),
      minLength: element.min_query_length ?? MIN_QUERY,
      setTimer: (callback, delayMs) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    }),
  );
  useEffect(() => {
    live.type("");
    return live.stop;
  }, [live]);
  return { live, search: useSyncExternalStore(live.subscribe, live.current, live.current) };
}

function Nothing({ search, retry }: { search: Search; retry: () => void }) {
  switch (search.kind) {
    case "short":
      return `Type ${search.missing} more ${search.missing === 1 ? "letter" : "letters"} to search.`;
    case "loading":
      return (
        <>
          <BusySign words="" />
          Searching…
        </>
      );
    case "found":
      return "No results";
    case "failed":
      return (
        <>
          <WarningSign />
          <span role="alert">{search.words}</span>
          <Button onPress={retry}>Try again</Button>
        </>
      );
  }
}
