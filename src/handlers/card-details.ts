import type { App } from "@slack/bolt";
import { actions } from "../ids.ts";
import { detailsModal } from "../views/card/details-modal.ts";
import { recordedOperation } from "./card-act.ts";
import { type CardClick, onCardButton, onCardMenu } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";
import { permitLook } from "./permit.ts";

/** Whoever may look sees what is behind a card. */
export function registerCardDetails(app: App, deps: HandlerDeps): void {
  const show = async ({ operationId, userId, ack, client, body }: CardClick) => {
    await permitLook(deps, userId, body.channel?.id ?? null);
    const operation = await recordedOperation(deps, operationId);
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: detailsModal(operation) });
  };
  onCardButton(app, actions.card.details, show);
  onCardMenu(app, "details", show);
}
