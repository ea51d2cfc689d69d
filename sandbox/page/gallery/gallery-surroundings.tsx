import { type ReactNode, useMemo } from "react";
import type { GalleryEntries } from "../../demo/gallery-entries.ts";
import { BlockProvider, type BlockSurroundings } from "../blocks/block-context.tsx";
import { createTicker } from "../blocks/ticker.ts";
import type { Act } from "../live/act.ts";

/** Lets the blocks below be drawn, and opened, but not worked: nobody is behind them. */
export function GallerySurroundings(props: { directory: GalleryEntries["directory"]; children: ReactNode }) {
  const { directory, children } = props;
  const surroundings = useMemo<BlockSurroundings>(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return { directory: { ...directory, me: null }, zone: timeZone, ticker: createTicker(), act: idleHands };
  }, [directory]);
  return <BlockProvider value={surroundings}>{children}</BlockProvider>;
}

const nothing = () =>
  Promise.reject(new Error("This is the gallery, where nothing is done. Try it in the workspace."));

const idleHands: Act = {
  command: nothing,
  say: nothing,
  click: nothing,
  suggest: nothing,
  // What is typed into a form may stand there.
  fill: () => Promise.resolve(),
  submit: nothing,
  closeModal: nothing,
  openHome: nothing,
  markRead: nothing,
  invite: nothing,
};
