import type { App, ViewSubmitAction } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { cardFieldProblem } from "../views/card/field-problem.ts";
import { resolveBlock, resolveModal } from "../views/card/resolve-modal.ts";
import { actOnSubmit, offeredOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

export function registerCardResolve(app: App, deps: HandlerDeps): void {
  onCardButton(app, actions.card.resolve, async (click) => {
    const operation = await offeredOperation(deps, click, "resolve", "resolve");
    await click.ack();
    await click.client.views.open({ trigger_id: click.body.trigger_id, view: resolveModal(operation) });
  });

  app.view<ViewSubmitAction>(modals.resolve, async ({ ack, body, view }) => {
    const note = view.state.values[resolveBlock]?.[resolveBlock]?.value?.trim() ?? "";
    if (note === "") throw new UserRefusal(cardFieldProblem("resolve-without-note"), resolveBlock);
    const operationId = view.private_metadata;
    const submit = { ack, operationId, title: "Mark resolved", blockId: resolveBlock, typed: note };
    await actOnSubmit(deps, submit, { type: "resolve", by: body.user.id, at: deps.clock.now(), note });
  });
}
