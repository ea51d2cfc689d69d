import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { historyList, historyPerPage } from "../views/history-list.ts";
import type { Message } from "../views/message.ts";
import { historyUsage } from "../views/usage.ts";
import type { CommandHandler } from "./deps.ts";
import { findSubject, type HistoryDeps } from "./history-find.ts";

/** `/ngrok history [ID]` */
export function historyCommand(deps: HistoryDeps): CommandHandler {
  return async ({ args, ack, respond }) => {
    await ack();
    if (args.length > 1) throw new UserRefusal(historyUsage());
    const [query] = args;
    const subjectId = query === undefined ? null : await findSubject(deps, query);
    const message = await drawPage(deps, { subjectId, cursor: null }, null);
    await respond({ response_type: "ephemeral", ...message });
  };
}

/** The list's buttons: other pages take its place, a shared page is posted beside it. */
export function registerHistory(app: App, deps: HistoryDeps): void {
  for (const actionId of [actions.history.older, actions.history.newest]) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, action, respond }) => {
      await ack();
      const message = await drawPage(deps, placeOf(action.value), null);
      await respond({ replace_original: true, ...message });
    });
  }
  app.action<BlockAction<ButtonAction>>(actions.history.share, async ({ ack, action, body, respond }) => {
    await ack();
    const message = await drawPage(deps, placeOf(action.value), body.user.id);
    // Through the click's own response_url, which works in channels that the bot is not in.
    await respond({ response_type: "in_channel", replace_original: false, ...message });
  });
}

interface Place {
  subjectId: string | null;
  cursor: string | null;
}

/** `cursor id`, as the list drew it. */
function placeOf(value = ""): Place {
  const [cursor, subjectId] = value.split(" ");
  return { cursor: cursor || null, subjectId: subjectId || null };
}

async function drawPage(
  deps: HistoryDeps,
  { subjectId, cursor }: Place,
  sharedBy: string | null,
): Promise<Message> {
  const page = await deps.operations.history({ subjectId, cursor, limit: historyPerPage });
  return historyList({
    rows: await Promise.all(
      page.operations.map(async (operation) => ({
        operation,
        link: await deps.operations.cardLink(operation.id),
      })),
    ),
    subjectId,
    cursor,
    nextCursor: page.nextCursor,
    sharedBy,
  });
}
