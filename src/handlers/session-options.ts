import type { App } from "@slack/bolt";
import { sleep } from "../clock.ts";
import { actions } from "../ids.ts";
import { searchSessions } from "../operations/session-search.ts";
import { limits } from "../views/limits.ts";
import { sessionOption } from "../views/session-option.ts";
import type { HandlerDeps } from "./deps.ts";
import { lookAtFleet } from "./session-look.ts";

// Slack gives up after 3 s. The look goes on, and the next letter typed finds it done.
const PATIENCE_MS = 2000;

/** What the session menus offer for what is typed into them. */
export function registerSessionOptions(app: App, deps: HandlerDeps): void {
  app.options<"block_suggestion">(actions.sessions.pick, async ({ ack, payload }) => {
    const look = await Promise.race([lookAtFleet(deps, "listing"), sleep(deps.clock, PATIENCE_MS)]);
    if (!look) return ack({ options: [] });
    const found = searchSessions(payload.value.split(/\s+/), look, deps.settings.sessionLabel);
    await ack({ options: found.slice(0, limits.selectOptions).map(sessionOption) });
  });
}
