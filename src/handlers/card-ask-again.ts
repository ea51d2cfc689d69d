import type { App } from "@slack/bolt";
import { actions } from "../ids.ts";
import type { Operation, OperationKind } from "../operations/operation.ts";
import type { IngressChanges, IngressFields, Target } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { offers } from "../views/card/offers.ts";
import { refusalText } from "../views/refusal.ts";
import { recordedOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps, OpenRequest } from "./deps.ts";
import { openRequest } from "./open-request.ts";

type Opener<Prefill> = (deps: HandlerDeps, open: OpenRequest, prefill: Prefill) => Promise<void>;

/** The forms in which each kind of change is asked for; they check who may. */
export interface AskAgainOpeners {
  "session-update": Opener<{ sessionId: string; reason: string; askedApprovers: string[] }>;
  "session-restart": Opener<{ sessionId: string; reason: string }>;
  "session-stop": Opener<{ sessionId: string; reason: string }>;
  "ingress-create": Opener<{ fields: IngressFields; reason: string }>;
  "ingress-edit": Opener<{ ingressId: string; changes: IngressChanges; reason: string }>;
  "ingress-delete": Opener<{ ingressId: string; reason: string }>;
}

/** *Ask again*, with what was asked before and the ids as they are now; *Restart…* after an update. */
export function registerCardAskAgain(app: App, deps: HandlerDeps, openers: AskAgainOpeners): void {
  onCardButton(app, actions.card.askAgain, async ({ operationId, ack, body, client }) => {
    const operation = await recordedOperation(deps, operationId);
    refuseUnlessOffered(operation, "ask-again");
    await ack();
    await reopen(deps, openers, openRequest(body, client), operation);
  });
  onCardButton(app, actions.card.restartAgain, async ({ operationId, ack, body, client }) => {
    const operation = await recordedOperation(deps, operationId);
    refuseUnlessOffered(operation, "restart-again");
    await ack();
    const prefill = { sessionId: presentId(operation), reason: operation.request.reason };
    await openers["session-restart"](deps, openRequest(body, client), prefill);
  });
}

function refuseUnlessOffered(operation: Operation, offer: "ask-again" | "restart-again"): void {
  if (offers(operation).includes(offer)) return;
  throw new UserRefusal(refusalText({ code: "not-offered" }, operation));
}

async function reopen(deps: HandlerDeps, openers: AskAgainOpeners, open: OpenRequest, operation: Operation) {
  const { reason, askedApprovers } = operation.request;
  const id = presentId(operation);
  const { target } = operation;
  const formOf: Record<OperationKind, () => Promise<void>> = {
    "session-update": () => openers["session-update"](deps, open, { sessionId: id, reason, askedApprovers }),
    "session-restart": () => openers["session-restart"](deps, open, { sessionId: id, reason }),
    "session-stop": () => openers["session-stop"](deps, open, { sessionId: id, reason }),
    "ingress-create": () => openers["ingress-create"](deps, open, { fields: fieldsOf(target), reason }),
    "ingress-edit": () =>
      openers["ingress-edit"](deps, open, { ingressId: id, changes: changesOf(target), reason }),
    "ingress-delete": () => openers["ingress-delete"](deps, open, { ingressId: id, reason }),
  };
  await formOf[operation.kind]();
}

/** Of what was found in the place of what was reviewed, where something was. */
function presentId({ target, supersession, subjectId }: Operation): string {
  const present = supersession?.found ?? target;
  if (present.type === "session") return present.session.sessionId;
  return present.type === "ingress" ? present.ingress.ingressId : subjectId;
}

function fieldsOf(target: Target): IngressFields {
  if (target.type === "new-ingress") return target.fields;
  throw new Error("The operation has no new ingress");
}

function changesOf(target: Target): IngressChanges {
  return target.type === "ingress" ? target.changes : {};
}
