import type { App, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { cardFieldProblem } from "../views/card/field-problem.ts";
import { chooseTimeModal, postponeModal, timeBlock } from "../views/card/time-modal.ts";
import { actOnSubmit, offeredOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

/** *Postpone…* of what is still to come, and *Choose time…* for what came too late. */
export function registerCardTime(app: App, deps: HandlerDeps): void {
  onCardButton(app, actions.card.postpone, async (click) => {
    const operation = await offeredOperation(deps, click, "postpone", "postpone");
    await click.ack();
    const view = postponeModal(operation, deps.clock.now());
    await click.client.views.open({ trigger_id: click.body.trigger_id, view });
  });
  onCardButton(app, actions.card.chooseTime, async (click) => {
    const operation = await offeredOperation(deps, click, "choose-time", "restart-at");
    await click.ack();
    const view = chooseTimeModal(operation, deps.clock.now());
    await click.client.views.open({ trigger_id: click.body.trigger_id, view });
  });

  app.view<ViewSubmitAction>(modals.postpone, async ({ ack, body, view }) => {
    const submit = { ack, operationId: view.private_metadata, title: "Postpone", blockId: timeBlock };
    const at = deps.clock.now();
    await actOnSubmit(deps, submit, { type: "postpone", by: body.user.id, at, until: chosenTime(view) });
  });
  app.view<ViewSubmitAction>(modals.chooseTime, async ({ ack, body, view }) => {
    const submit = { ack, operationId: view.private_metadata, title: "Choose time", blockId: timeBlock };
    const at = deps.clock.now();
    await actOnSubmit(deps, submit, { type: "restart-at", by: body.user.id, at, until: chosenTime(view) });
  });
}

function chosenTime(view: ViewOutput): Date {
  const seconds = view.state.values[timeBlock]?.[timeBlock]?.selected_date_time;
  if (typeof seconds !== "number") throw new UserRefusal(cardFieldProblem("no-time-chosen"), timeBlock);
  return new Date(seconds * 1000);
}
