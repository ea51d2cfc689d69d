import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import { actions } from "../ids.ts";
import { searchSessions } from "../operations/session-search.ts";
import { UserRefusal } from "../user-error.ts";
import type { Message } from "../views/message.ts";
import { sessionsList, sessionsPerPage } from "../views/sessions-list.ts";
import { searchTooLong } from "../views/usage.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";
import { lookAtFleet } from "./session-look.ts";

// They travel in a button's value, which holds 2000 characters.
const LONGEST_WORDS = 1000;

/** `/ngrok sessions [words]` */
export function sessionsCommand(deps: HandlerDeps): CommandHandler {
  return async ({ args, ack, respond }) => {
    await ack();
    const words = args.join(" ");
    if (words.length > LONGEST_WORDS) throw new UserRefusal(searchTooLong(LONGEST_WORDS));
    await respond({ response_type: "ephemeral", ...(await drawPage(deps, { page: 0, words }, null)) });
  };
}

/** The list's buttons: other pages take its place, a shared page is posted beside it. */
export function registerSessions(app: App, deps: HandlerDeps): void {
  for (const actionId of [actions.sessions.previous, actions.sessions.next]) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, action, respond }) => {
      await ack();
      const message = await drawPage(deps, parsePage(action.value), null);
      await respond({ replace_original: true, ...message });
    });
  }
  app.action<BlockAction<ButtonAction>>(actions.sessions.share, async ({ ack, action, body, respond }) => {
    await ack();
    const message = await drawPage(deps, parsePage(action.value), body.user.id);
    // Through the click's own response_url, which works in channels that the bot is not in.
    await respond({ response_type: "in_channel", replace_original: false, ...message });
  });
}

interface PageRequest {
  page: number;
  words: string;
}

function parsePage(value = ""): PageRequest {
  const space = value.indexOf(" ");
  const page = Number.parseInt(value, 10);
  return {
    page: Number.isSafeInteger(page) && page > 0 ? page : 0,
    words: space < 0 ? "" : value.slice(space + 1),
  };
}

async function drawPage(
  deps: HandlerDeps,
  { page, words }: PageRequest,
  sharedBy: string | null,
): Promise<Message> {
  const look = await lookAtFleet(deps, "listing");
  const { sessionLabel } = deps.settings;
  const found = searchSessions(words.split(/\s+/), look, sessionLabel);
  const byName = Map.groupBy(searchSessions([], look, sessionLabel), ({ name }) => name);
  // Sessions may have left since the button was drawn.
  const last = Math.max(0, Math.ceil(found.length / sessionsPerPage) - 1);
  const shown = Math.min(page, last);
  const first = shown * sessionsPerPage;
  return sessionsList({
    words,
    page: shown,
    rows: found
      .slice(first, first + sessionsPerPage)
      .map((row) => ({ ...row, hasTwins: (byName.get(row.name)?.length ?? 0) > 1 })),
    fitting: found.length,
    online: look.sessions.length,
    sharedBy,
  });
}
