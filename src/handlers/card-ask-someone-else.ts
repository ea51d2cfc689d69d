import type { App, ViewSubmitAction } from "@slack/bolt";
import type { Roles } from "../access.ts";
import { modals } from "../ids.ts";
import type { Operation } from "../operations/operation.ts";
import { UserRefusal } from "../user-error.ts";
import { askBlock, askSomeoneElseModal } from "../views/card/ask-someone-else-modal.ts";
import { cardFieldProblem } from "../views/card/field-problem.ts";
import { actOnSubmit, offeredOperation, permitAct, recordedOperation } from "./card-act.ts";
import { onCardMenu } from "./card-click.ts";
import type { HandlerDeps } from "./deps.ts";

export function registerCardAskSomeoneElse(app: App, deps: HandlerDeps): void {
  onCardMenu(app, "ask", async (click) => {
    const operation = await offeredOperation(deps, click, "ask-someone-else", "ask-someone-else");
    await click.ack();
    await click.client.views.open({
      trigger_id: click.body.trigger_id,
      view: askSomeoneElseModal(operation),
    });
  });

  app.view<ViewSubmitAction>(modals.askSomeoneElse, async ({ ack, body, view }) => {
    const operation = await recordedOperation(deps, view.private_metadata);
    const asked = view.state.values[askBlock]?.[askBlock]?.selected_user ?? "";
    await permitAct(deps, operation, body.user.id, "ask-someone-else");
    await mayDecide(deps, operation, asked);
    const submit = { ack, operationId: operation.id, title: "Ask someone else", blockId: askBlock };
    const at = deps.clock.now();
    await actOnSubmit(deps, submit, { type: "ask-someone-else", by: body.user.id, at, asked });
  });
}

/** @throws UserRefusal at the field when asking this person would lead nowhere */
async function mayDecide(deps: HandlerDeps, operation: Operation, asked: string): Promise<void> {
  if (asked === "") throw new UserRefusal(cardFieldProblem("nobody-asked"), askBlock);
  if (asked === operation.request.by && !operation.rules.selfApproval) {
    throw new UserRefusal(cardFieldProblem("asked-the-requester"), askBlock);
  }
  const roles = await deps.access.rolesOf(asked, operation.request.channelId);
  if (roles.approver) return;
  throw new UserRefusal(cardFieldProblem(problemOf(roles)), askBlock);
}

function problemOf({ unknown, untilMended }: Roles) {
  if (untilMended) return "asked-unreadable";
  return unknown ? "asked-unknown" : "asked-no-approver";
}
