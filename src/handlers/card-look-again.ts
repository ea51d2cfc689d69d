import type { App } from "@slack/bolt";
import { actions } from "../ids.ts";
import { lookedText } from "../views/card/looked-text.ts";
import { said } from "../views/said.ts";
import { actOnClick } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

// A look is a few reads; what takes longer is told by the card.
const LOOK_LIMIT_MS = 15_000;

export function registerCardLookAgain(app: App, deps: HandlerDeps): void {
  onCardButton(app, actions.card.lookAgain, async ({ operationId, userId, ack, respond }) => {
    await actOnClick(deps, operationId, { type: "look-again", by: userId, at: deps.clock.now() });
    await ack();
    const operation = await deps.operations.settled(operationId, LOOK_LIMIT_MS);
    await respond({ replace_original: false, response_type: "ephemeral", ...said(lookedText(operation)) });
  });
}
