import type { Block, Option } from "../slack/block.ts";
import type { StateValues } from "../slack/element-state.ts";
import type { ViewDraft } from "../slack/view-store.ts";

/** All that the bot can show, as `/views` answers it. */
export interface GalleryEntries {
  items: GalleryEntry[];
  directory: {
    people: { id: string; name: string; realName: string }[];
    channels: { id: string; name: string; kind: "public" | "private" | "im" }[];
    groups: { id: string; handle: string }[];
    bot: { id: string; name: string };
  };
}

export type GalleryEntry = {
  /** Its anchor on the page. */
  id: string;
  group: string;
  name: string;
  /** The function of the bot that drew it. */
  by: string;
} & GalleryDrawing;

export type GalleryDrawing =
  | { kind: "message"; text: string; blocks: Block[] }
  | { kind: "modal" | "home"; view: ViewDraft; values: StateValues; errors: Record<string, string> }
  | { kind: "options"; options: Option[] };
