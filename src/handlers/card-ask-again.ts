import type { App } from "@slack/bolt";
import { actions } from "../ids.ts";
import type { Operation, OperationKind } from "../operations/operation.ts";
import { changedSince, pickFields } from "../operations/seen-fields.ts";
import type { IngressChanges, IngressFields, Target } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { offers } from "../views/card/offers.ts";
import { refusalText } from "../views/refusal.ts";
import { recordedOperation } from "./card-act.ts";
import { onCardButton } from "./card-click.ts";
import type { HandlerDeps, OpenRequest } from "./deps.ts";
import { openRequest } from "./open-request.ts";

type Opener<Prefill> = (deps: HandlerDeps, open: OpenRequest, prefill: Prefill) => Promise<void>;

/** What every form is filled with. */
interface Asked {
  reason: string;
  askedApprovers: string[];
}

/** The forms in which each kind of change is asked for; they check who may. */
export interface AskAgainOpeners {
  "session-update": Opener<{ sessionId: string; schedule: Operation["schedule"] } & Asked>;
  "session-restart": Opener<{ sessionId: string } & Asked>;
  "session-stop": Opener<{ sessionId: string } & Asked>;
  "ingress-create": Opener<{ fields: IngressFields } & Asked>;
  "ingress-edit": Opener<{ ingressId: string; changes: IngressChanges } & Asked>;
  "ingress-delete": Opener<{ ingressId: string } & Asked>;
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
    const open = openRequest(body, client);
    const prefill = { sessionId: presentId(operation), ...askedFor(deps, operation, open.userId) };
    await openers["session-restart"](deps, open, prefill);
  });
}

function refuseUnlessOffered(operation: Operation, offer: "ask-again" | "restart-again"): void {
  if (offers(operation).includes(offer)) return;
  throw new UserRefusal(refusalText({ code: "not-offered" }, operation));
}

async function reopen(deps: HandlerDeps, openers: AskAgainOpeners, open: OpenRequest, operation: Operation) {
  const asked = askedFor(deps, operation, open.userId);
  const id = presentId(operation);
  const { target, schedule } = operation;
  const formOf: Record<OperationKind, () => Promise<void>> = {
    "session-update": () => openers["session-update"](deps, open, { sessionId: id, schedule, ...asked }),
    "session-restart": () => openers["session-restart"](deps, open, { sessionId: id, ...asked }),
    "session-stop": () => openers["session-stop"](deps, open, { sessionId: id, ...asked }),
    "ingress-create": () => openers["ingress-create"](deps, open, { fields: fieldsOf(target), ...asked }),
    "ingress-edit": () =>
      openers["ingress-edit"](deps, open, { ingressId: id, changes: changesOf(target), ...asked }),
    "ingress-delete": () => openers["ingress-delete"](deps, open, { ingressId: id, ...asked }),
  };
  await formOf[operation.kind]();
}

/** Whoever asks again cannot be asked himself, unless his own approval counts. */
function askedFor(deps: HandlerDeps, { request }: Operation, by: string): Asked {
  const { reason, askedApprovers } = request;
  const others = askedApprovers.filter((userId) => userId !== by);
  return { reason, askedApprovers: deps.settings.allowSelfApproval ? askedApprovers : others };
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
  if (target.type === "unread-ingress" && target.typed) {
    return pickFields(target.typed, changedSince(target.seen, target.typed));
  }
  return target.type === "ingress" ? target.changes : {};
}
