import type { App, BlockAction, OverflowAction } from "@slack/bolt";
import { actions } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { otherVersion } from "../views/other-version.ts";
import type { HandlerDeps } from "./deps.ts";
import { openRequest } from "./open-request.ts";
import { openSessionRestart } from "./session-restart.ts";
import { showSession } from "./session-show.ts";
import { openSessionStop } from "./session-stop.ts";
import { openSessionUpdate } from "./session-update.ts";

/** The ⋯ menu of a row. */
export function registerSessionMenu(app: App, deps: HandlerDeps): void {
  app.action<BlockAction<OverflowAction>>(
    actions.sessions.menu,
    async ({ ack, action, body, client, respond }) => {
      await ack();
      const [verb, sessionId = ""] = action.selected_option.value.split(":", 2);
      if (verb === "show") return showSession(deps, respond, sessionId);
      const open = openRequest(body, client);
      if (verb === "update") return openSessionUpdate(deps, open, { sessionId });
      if (verb === "restart") return openSessionRestart(deps, open, { sessionId });
      if (verb === "stop") return openSessionStop(deps, open, { sessionId });
      throw new UserRefusal(otherVersion("button"));
    },
  );
}
