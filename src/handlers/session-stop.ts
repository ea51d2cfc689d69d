import type { App, BlockAction, ButtonAction, ViewOutput } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import { cancellableStates } from "../operations/operation.ts";
import { formOf } from "../operations/request.ts";
import type { SessionTarget } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import type { Modal } from "../views/message.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { type SessionHolder, takenText } from "../views/session-holder.ts";
import { sessionStopModal, stopLookAgain, stopNotDoneText, stopTitle } from "../views/session-stop-modal.ts";
import { sessionUsage } from "../views/usage.ts";
import { needsApproval } from "./approval-values.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { openRequest } from "./open-request.ts";
import { onConfirmed } from "./session-confirmed.ts";
import { holderOf } from "./session-holder.ts";
import { packState, unpackState } from "./session-modal-state.ts";
import { openSessionModal, type SessionOpening, withSession } from "./session-opening.ts";
import { submitKey } from "./session-submitted.ts";

const KIND = "session-stop";
const OPENING: SessionOpening = { kind: KIND, title: stopTitle, what: "stop a session" };

/** `/ngrok session stop ID [reason]` */
export function sessionStopCommand(deps: HandlerDeps): CommandHandler {
  return async ({ args, ack, client, triggerId, userId, channelId }) => {
    await ack();
    const [sessionId, ...reason] = args;
    if (sessionId === undefined) {
      throw new UserRefusal(sessionUsage("stop ID [reason]"));
    }
    await openSessionStop(
      deps,
      { client, triggerId, userId, channelId },
      { sessionId, reason: reason.join(" ") },
    );
  };
}

/** `sessionId` may be a beginning or end of an id. */
export async function openSessionStop(
  deps: HandlerDeps,
  open: OpenRequest,
  { sessionId, ...values }: { sessionId: string } & Partial<ApprovalValues>,
): Promise<void> {
  await openSessionModal(deps, open, OPENING, (channelId) =>
    withSession(deps, stopTitle, sessionId, async (target) => {
      const holder = await holderOf(deps, target.session.sessionId);
      return drawForm(deps, {
        channelId,
        target,
        holder,
        values: { ...noApprovalValues, ...values },
      });
    }),
  );
}

interface StopDrawing {
  channelId: string;
  target: SessionTarget;
  holder: SessionHolder | null;
  values: ApprovalValues;
}

function drawForm(deps: HandlerDeps, drawing: StopDrawing): Modal {
  const { channelId, target, holder, values } = drawing;
  if (holder && !cancellableStates.includes(holder.operation.state)) {
    return noticeModal(stopTitle, takenText(holder));
  }
  const { name, session } = target;
  const state = { channelId, sessionId: session.sessionId, holderId: holder?.operation.id ?? "", name };
  return sessionStopModal({
    target,
    values,
    needsApproval: needsApproval(deps, KIND),
    selfApproval: deps.settings.allowSelfApproval,
    privateMetadata: packState(state),
    cancels: holder,
  });
}

export function registerSessionStop(app: App, deps: HandlerDeps): void {
  app.action<BlockAction<ButtonAction>>(actions.sessions.stop, async ({ ack, action, body, client }) => {
    await ack();
    await openSessionStop(deps, openRequest(body, client), { sessionId: action.value ?? "" });
  });

  onConfirmed(app, deps, {
    ...OPENING,
    callbackId: modals.sessionStop,
    doing: "stop",
    unless: (view) => otherHolder(deps, view),
    back: (view, why) => (unpackState(view.private_metadata).holderId === "" ? why : stopNotDoneText(why)),
  });
}

/** Nobody cancels what he was not shown. */
async function otherHolder(deps: HandlerDeps, view: ViewOutput): Promise<Modal | null> {
  const state = unpackState(view.private_metadata);
  const holder = await holderOf(deps, state.sessionId);
  if (!holder || !cancellableStates.includes(holder.operation.state)) return null;
  const { id, request } = holder.operation;
  if (id === state.holderId || formOf(request.key) === formOf(submitKey(view))) return null;
  return stopLookAgain({ ...view, private_metadata: packState({ ...state, holderId: id }) }, holder);
}
