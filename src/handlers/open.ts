import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import type { Message } from "../views/message.ts";
import { openList, openPerPage } from "../views/open-list.ts";
import { openUsage } from "../views/usage.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";

type OpenDeps = Pick<HandlerDeps, "operations" | "freezes">;

/** `/ngrok open` */
export function openCommand(deps: OpenDeps): CommandHandler {
  return async ({ args, ack, respond }) => {
    await ack();
    if (args.length > 0) throw new UserRefusal(openUsage());
    await respond({ response_type: "ephemeral", ...(await drawPage(deps, 0, null)) });
  };
}

/** The list's buttons: other pages take its place, a shared page is posted beside it. */
export function registerOpen(app: App, deps: OpenDeps): void {
  for (const actionId of [actions.open.previous, actions.open.next]) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, action, respond }) => {
      await ack();
      const message = await drawPage(deps, pageOf(action.value), null);
      await respond({ replace_original: true, ...message });
    });
  }
  app.action<BlockAction<ButtonAction>>(actions.open.share, async ({ ack, action, body, respond }) => {
    await ack();
    const message = await drawPage(deps, pageOf(action.value), body.user.id);
    // Through the click's own response_url, which works in channels that the bot is not in.
    await respond({ response_type: "in_channel", replace_original: false, ...message });
  });
}

function pageOf(value = ""): number {
  const page = Number.parseInt(value, 10);
  return Number.isSafeInteger(page) && page > 0 ? page : 0;
}

async function drawPage(deps: OpenDeps, page: number, sharedBy: string | null): Promise<Message> {
  const read = (wanted: number) => deps.operations.open({ offset: wanted * openPerPage, limit: openPerPage });
  const [asked, freeze] = await Promise.all([read(page), deps.freezes.current()]);
  // Operations may have ended since the button was drawn.
  const shown = Math.min(page, Math.max(0, Math.ceil(asked.total / openPerPage) - 1));
  const { operations, total, needingAttention } = shown === page ? asked : await read(shown);
  return openList({
    page: shown,
    rows: await Promise.all(
      operations.map(async (operation) => ({
        operation,
        link: await deps.operations.cardLink(operation.id),
      })),
    ),
    total,
    needingAttention,
    freeze,
    sharedBy,
  });
}
