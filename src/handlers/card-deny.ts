import type { App, ViewSubmitAction } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import { denyBlock, denyModal } from "../views/card/deny-modal.ts";
import { cardFieldProblem } from "../views/card/field-problem.ts";
import { actOnSubmit, offeredOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

export function registerCardDeny(app: App, deps: HandlerDeps): void {
  onCardButton(app, actions.card.deny, async (click) => {
    const operation = await offeredOperation(deps, click, "deny", "deny");
    await click.ack();
    await click.client.views.open({ trigger_id: click.body.trigger_id, view: denyModal(operation) });
  });

  app.view<ViewSubmitAction>(modals.deny, async ({ ack, body, view }) => {
    const reason = view.state.values[denyBlock]?.[denyBlock]?.value?.trim() ?? "";
    if (reason === "") throw new UserRefusal(cardFieldProblem("deny-without-reason"), denyBlock);
    const operationId = view.private_metadata;
    const submit = { ack, operationId, title: "Deny", blockId: denyBlock, typed: reason };
    await actOnSubmit(deps, submit, { type: "deny", by: body.user.id, at: deps.clock.now(), reason });
  });
}
