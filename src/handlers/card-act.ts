import type { AckFn, ViewResponseAction } from "@slack/bolt";
import type { PersonEvent, Refusal } from "../operations/events.ts";
import { ownRequest, undecided } from "../operations/lifecycle-approval.ts";
import type { Operation } from "../operations/operation.ts";
import { UserRefusal } from "../user-error.ts";
import { noRecordText } from "../views/card/no-record.ts";
import type { Offer } from "../views/card/offers.ts";
import { offers } from "../views/card/offers.ts";
import { refusedModal } from "../views/card/refused-modal.ts";
import { refusalText } from "../views/refusal.ts";
import type { HandlerDeps } from "./deps.ts";
import { type NeededRole, permit, permitMember } from "./permit.ts";
import { refuseFrozen } from "./refuse-frozen.ts";

interface Need {
  role: NeededRole;
  /** Whether the one who asked may do it without that role. */
  orRequester: boolean;
  what: string;
}

const anyone = (what: string): Need => ({ role: "operator-or-approver", orRequester: true, what });
const approver = (what: string): Need => ({ role: "approver", orRequester: false, what });

const needs: Record<PersonEvent["type"], Need> = {
  approve: approver("approve a change"),
  deny: approver("deny a change"),
  "ask-someone-else": anyone("ask someone else for an approval"),
  cancel: anyone("cancel a change"),
  "cancel-for-stop": anyone("stop a session"),
  postpone: { ...approver("postpone a change"), orRequester: true },
  "restart-now": approver("run a change that has stopped"),
  "restart-at": approver("choose a new time for a change"),
  leave: approver("leave a change that has stopped"),
  "restart-anyway": approver("restart a session after an unclear update"),
  close: anyone("close a change"),
  own: anyone("take on a change"),
  "look-again": anyone("have the bot look again"),
  choose: anyone("choose the session of a change"),
  resolve: anyone("mark a change resolved"),
};

/** Whoever stops a change, puts it off or looks after it may do so while all are frozen. */
const LETS_RUN: readonly PersonEvent["type"][] = ["approve", "restart-now", "restart-at", "restart-anyway"];

/** @throws UserRefusal when there is no such operation */
export async function recordedOperation(deps: HandlerDeps, operationId: string): Promise<Operation> {
  const operation = await deps.operations.get(operationId);
  if (operation) return operation;
  throw new UserRefusal(noRecordText());
}

/**
 * What a modal on a card opens for, before anything is typed into it.
 * @throws UserRefusal when the person may not, or the operation has moved on
 */
export async function offeredOperation(
  deps: HandlerDeps,
  click: { operationId: string; userId: string },
  offer: Offer,
  event: PersonEvent["type"],
): Promise<Operation> {
  const operation = await recordedOperation(deps, click.operationId);
  await permitAct(deps, operation, click.userId, event);
  const refusal = offerRefusal(operation, offer, click.userId, deps.clock.now());
  if (refusal) throw new UserRefusal(refusalText(refusal, operation));
  return operation;
}

/** What the submit would be refused for, whatever was typed. */
function offerRefusal(operation: Operation, offer: Offer, by: string, at: Date): Refusal | null {
  const decides = offer === "deny" || offer === "ask-someone-else";
  if (!offers(operation).includes(offer)) {
    const over = operation.endedAt !== null || operation.state === "needs-attention";
    return { code: decides || over ? "already-decided" : "not-offered" };
  }
  const expired = decides ? undecided(operation, at) : null;
  const own = offer === "deny" || offer === "choose-time" ? ownRequest(operation, by) : null;
  const outcome = expired ?? own;
  return outcome && !outcome.ok ? outcome.refusal : null;
}

/** For what has to be looked at before it can be recorded. @throws UserRefusal when the person may not */
export async function permitAct(
  deps: HandlerDeps,
  operation: Operation,
  userId: string,
  type: PersonEvent["type"],
): Promise<void> {
  const need = needs[type];
  // While the roles are not set nothing goes on, but what was asked can be taken back.
  const isHis = need.orRequester && operation.request.by === userId;
  const { channelId } = operation.request;
  if (isHis && (deps.access.configured || type === "cancel"))
    return permitMember(deps, userId, need, channelId);
  await permit(deps, userId, need.role, need.what, channelId);
  if (LETS_RUN.includes(type)) await refuseFrozen(deps);
}

type Acted = { ok: true; operation: Operation } | { ok: false; refusal: Refusal; text: string };

/** Records what a person did, once it is seen that they may. @throws UserRefusal when they may not */
async function act(deps: HandlerDeps, operationId: string, event: PersonEvent): Promise<Acted> {
  const seen = await recordedOperation(deps, operationId);
  await permitAct(deps, seen, event.by, event.type);
  const result = await deps.operations.act(operationId, event, seen);
  if (result.outcome === "done") return { ok: true, operation: result.operation };
  if (result.outcome === "unknown-operation") throw new Error(`Operation ${operationId} has vanished`);
  const { refusal, operation } = result;
  const link = refusal.code === "session-taken" ? await deps.operations.cardLink(refusal.by.id) : null;
  return { ok: false, refusal, text: refusalText(refusal, operation, link) };
}

/** For a button in a message. @throws UserRefusal with the words for whoever was not first, or may not */
export async function actOnClick(
  deps: HandlerDeps,
  operationId: string,
  event: PersonEvent,
): Promise<Operation> {
  const acted = await act(deps, operationId, event);
  if (acted.ok) return acted.operation;
  throw new UserRefusal(acted.text);
}

/** What another value in the field would mend; all else is said in the modal's place. */
const OF_FIELD: readonly Refusal["code"][] = [
  "postponed-too-far",
  "time-in-past",
  "earlier-than-planned",
  "session-reported",
];

/** For a modal's submit: records, then acks with the outcome. */
export async function actOnSubmit(
  deps: HandlerDeps,
  submit: {
    ack: AckFn<ViewResponseAction>;
    operationId: string;
    title: string;
    blockId: string;
    /** What would be lost with the modal. */
    typed?: string;
  },
  event: PersonEvent,
): Promise<void> {
  const acted = await act(deps, submit.operationId, event);
  if (acted.ok) return submit.ack();
  if (OF_FIELD.includes(acted.refusal.code)) throw new UserRefusal(acted.text, submit.blockId);
  const view = refusedModal(submit.title, acted.text, submit.typed ?? "");
  await submit.ack({ response_action: "update", view });
}
