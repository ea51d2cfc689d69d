import type { Drawn } from "../../sandbox/gallery/gallery-item.ts";
import { ApiError } from "../../sandbox/slack/api-error.ts";
import { isTooLongToPost, parseBlocks } from "../../sandbox/slack/validation/validate-blocks.ts";
import { parseView } from "../../sandbox/slack/validation/validate-view.ts";

/** What Slack would find wrong with it. */
export function refusalsOfSlack(item: Drawn): string[] {
  switch (item.kind) {
    case "message": {
      const { text, blocks } = item.drawn;
      if (text === "" || blocks.length === 0) return ["no text, or no blocks"];
      if (isTooLongToPost(blocks)) return ["msg_blocks_too_long"];
      const parsed = parseBlocks(blocks);
      return "messages" in parsed ? parsed.messages : [];
    }
    case "options": {
      const element = { type: "static_select", action_id: "pick", options: item.drawn };
      const parsed = parseBlocks([{ type: "actions", elements: [element] }]);
      return "messages" in parsed ? parsed.messages : [];
    }
    default:
      return viewRefusals(item.drawn, item.kind);
  }
}

function viewRefusals(view: unknown, type: "modal" | "home"): string[] {
  try {
    parseView(view, type);
    return [];
  } catch (error) {
    return [error instanceof ApiError ? JSON.stringify(error.extra) : String(error)];
  }
}
