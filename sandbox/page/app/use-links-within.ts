import { useEffect } from "react";
import { routeOf } from "../chat/permalinks.ts";
import { goTo } from "./use-route.ts";

/** Links into the sandbox's Slack, wherever they stand in the page, lead to their place in it. */
export function useLinksWithin(arrived: () => void): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
        return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const href = link?.getAttribute("href") ?? "";
      const hash = href.startsWith("#/") ? href : routeOf(href);
      if (!hash) return;
      event.preventDefault();
      goTo(hash);
      arrived();
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [arrived]);
}
