import type { App, BlockButtonAction } from "@slack/bolt";
import { actions } from "../ids.ts";
import { ingressList } from "../views/ingress-list.ts";
import type { CommandHandler, HandlerDeps } from "./deps.ts";

function read(deps: HandlerDeps) {
  return deps.fleet.ingresses("listing", { priority: "person" });
}

export function ingressesCommand(deps: HandlerDeps): CommandHandler {
  return async ({ ack, respond }) => {
    await ack();
    await respond(ingressList({ ingresses: await read(deps), page: 0, sharedBy: null }));
  };
}

export function registerIngresses(app: App, deps: HandlerDeps): void {
  for (const turn of [actions.ingresses.previous, actions.ingresses.next]) {
    app.action<BlockButtonAction>(turn, async ({ ack, action, respond }) => {
      await ack();
      const list = ingressList({ ingresses: await read(deps), page: Number(action.value), sharedBy: null });
      await respond({ ...list, replace_original: true });
    });
  }

  // Through the response URL, which reaches channels that the bot is not in.
  app.action<BlockButtonAction>(actions.ingresses.share, async ({ ack, action, body, respond }) => {
    await ack();
    const list = ingressList({
      ingresses: await read(deps),
      page: Number(action.value),
      sharedBy: body.user.id,
    });
    await respond({ ...list, response_type: "in_channel", replace_original: false });
  });
}
