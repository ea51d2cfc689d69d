import type { GalleryItem } from "../gallery/gallery-item.ts";
import { anchorOf, galleryItems } from "../gallery/gallery-items.ts";
import { sampleDirectory } from "../gallery/samples/sample-directory.ts";
import type { Option } from "../slack/block.ts";
import { stateOf } from "../slack/element-state.ts";
import { parseBlocks } from "../slack/validation/validate-blocks.ts";
import { parseView } from "../slack/validation/validate-view.ts";
import type { GalleryDrawing, GalleryEntries } from "./gallery-entries.ts";
import { type Route, send } from "./page-server.ts";

/** Answers all that the bot can show. */
export const galleryRoute: Route = async (_, response) => send(response, 200, galleryEntries());

/** As Slack would have taken it: with ids where the bot gave none. @throws when it would not */
function galleryEntries(): GalleryEntries {
  const items = galleryItems().map((item) => {
    const { group, name, view } = item;
    return { id: anchorOf(item), group, name, by: view, ...drawingOf(item) };
  });
  return { items, directory: sampleDirectory };
}

function drawingOf(item: GalleryItem): GalleryDrawing {
  switch (item.kind) {
    case "message":
      return { kind: "message", text: item.drawn.text, blocks: blocksOf(item, item.drawn.blocks) };
    case "options": {
      const [actions] = blocksOf(item, [
        { type: "actions", elements: [{ type: "static_select", action_id: "pick", options: item.drawn }] },
      ]);
      return { kind: "options", options: actions?.elements?.[0]?.options ?? ([] as Option[]) };
    }
    default: {
      const view = parseView(item.drawn, item.kind);
      const errors = item.kind === "modal" ? { ...item.errors } : {};
      return { kind: item.kind, view, values: stateOf(view.blocks), errors };
    }
  }
}

function blocksOf({ group, name }: GalleryItem, blocks: readonly unknown[]) {
  if (blocks.length === 0) return [];
  const parsed = parseBlocks(blocks);
  if ("blocks" in parsed) return parsed.blocks;
  throw new Error(`${group}, ${name}: ${parsed.messages.join(" ")}`);
}
