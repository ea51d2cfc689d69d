import type { App } from "@slack/bolt";
import { sleep } from "../clock.ts";
import { actions } from "../ids.ts";
import { type NamedSession, searchSessions } from "../operations/session-search.ts";
import { limits } from "../views/limits.ts";
import { moreOption, slowOption } from "../views/problem-option.ts";
import { sessionOption } from "../views/session-option.ts";
import type { HandlerDeps } from "./deps.ts";
import { lookAtFleet } from "./session-look.ts";

// Slack gives up after 3 s. The look goes on, and the next letter typed finds it done.
const PATIENCE_MS = 2000;

/** What the session menus offer for what is typed into them. */
export function registerSessionOptions(
  app: App,
  deps: Pick<HandlerDeps, "clock" | "fleet" | "settings">,
): void {
  app.options<"block_suggestion">(actions.sessions.pick, async ({ ack, payload }) => {
    const look = await Promise.race([lookAtFleet(deps, "listing"), sleep(deps.clock, PATIENCE_MS)]);
    if (!look) return ack({ options: [slowOption()] });
    const found = searchSessions(payload.value.split(/\s+/), look, deps.settings.sessionLabel);
    await ack({ options: asManyAsFit(found) });
  });
}

function asManyAsFit(found: readonly NamedSession[]): ReturnType<typeof sessionOption>[] {
  if (found.length <= limits.selectOptions) return found.map(sessionOption);
  const shown = found.slice(0, limits.selectOptions - 1);
  return [...shown.map(sessionOption), moreOption(found.length - shown.length)];
}
