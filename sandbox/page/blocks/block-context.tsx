import { createContext, type ReactNode, useContext } from "react";
import type { Act } from "../live/act.ts";
import type { Ticker } from "./ticker.ts";

interface Named {
  id: string;
  name: string;
}

/** Who and what can be named and chosen. */
export interface Directory {
  people: readonly (Named & { realName: string })[];
  channels: readonly (Named & { kind: "public" | "private" | "im" })[];
  groups: readonly { id: string; handle: string }[];
  bot: Named;
  /** The reader. */
  me: string | null;
}

/** All that blocks need besides themselves. */
export interface BlockSurroundings {
  directory: Directory;
  /** The reader's time zone, such as `Europe/Berlin`. */
  zone: string;
  ticker: Ticker;
  act: Act;
  /** What the page itself does for a link, such as going to a message; null where the browser should follow it. */
  follow?: (url: string) => (() => void) | null;
}

const BlockContext = createContext<BlockSurroundings | null>(null);

export function BlockProvider({ value, children }: { value: BlockSurroundings; children: ReactNode }) {
  return <BlockContext value={value}>{children}</BlockContext>;
}

export function useBlockContext(): BlockSurroundings {
  const surroundings = useContext(BlockContext);
  if (!surroundings) throw new Error("There is no BlockProvider above.");
  return surroundings;
}
