import { useEffect, useState } from "react";
import { parseRoute, type Route } from "./route.ts";

export interface Visit {
  /** Null where the address names no place. */
  route: Route | null;
  /** Rises with each visit, also of the same place again. */
  number: number;
}

/** Follows the address. */
export function useRoute(): Visit {
  const [visit, setVisit] = useState<Visit>(() => ({ route: parseRoute(location.hash), number: 0 }));
  useEffect(() => {
    const follow = () => setVisit(({ number }) => ({ route: parseRoute(location.hash), number: number + 1 }));
    window.addEventListener("hashchange", follow);
    window.addEventListener(REVISIT, follow);
    return () => {
      window.removeEventListener("hashchange", follow);
      window.removeEventListener(REVISIT, follow);
    };
  }, []);
  return visit;
}

const REVISIT = "revisit";

/** Goes to the place of that hash, once more where the reader is there already. */
export function goTo(hash: string): void {
  if (location.hash === hash) window.dispatchEvent(new Event(REVISIT));
  else location.hash = hash;
}
