import type { HomeView, KnownBlock, ModalView } from "@slack/types";

/** A Slack message: `text` is what a phone's notification shows, one plain sentence. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}

export type Modal = ModalView;

export type Home = HomeView;
