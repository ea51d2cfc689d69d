import { type ReactNode, useMemo } from "react";
import { useAll, useLive, useOne } from "../live/live-provider.tsx";
import { BlockProvider, type BlockSurroundings } from "./block-context.tsx";
import { createTicker } from "./ticker.ts";

/** Lets the blocks below name, show and do things in the live workspace. */
export function LiveBlocks({ children }: { children: ReactNode }) {
  const { act } = useLive();
  const people = useAll("person");
  const channels = useAll("channel");
  const groups = useAll("group");
  const slack = useOne("slack", "slack");
  const me = useOne("me", "me")?.userId ?? null;
  const ticker = useMemo(createTicker, []);
  const surroundings = useMemo<BlockSurroundings>(() => {
    const bot = { id: slack?.botUserId ?? "", name: slack?.botName ?? "" };
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { directory: { people, channels, groups, bot, me }, zone: timeZone, ticker, act };
  }, [people, channels, groups, slack, me, ticker, act]);
  return <BlockProvider value={surroundings}>{children}</BlockProvider>;
}
