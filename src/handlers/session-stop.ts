import type { App, BlockAction, ButtonAction, ViewOutput } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import { cancellableStates } from "../operations/operation.ts";
import type { SessionTarget } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import type { FormNote } from "../views/form-again.ts";
import type { Modal } from "../views/message.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { type SessionHolder, takenText } from "../views/session-holder.ts";
import { sessionStopModal, stopTitle, stopUnsaid } from "../views/session-stop-modal.ts";
import { sessionUsage } from "../views/usage.ts";
import { approvalValues, needsApproval } from "./approval-values.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { openRequest } from "./open-request.ts";
import { askConfirmed, onConfirmed } from "./session-confirmed.ts";
import { holderOf } from "./session-holder.ts";
import { packState, unpackState } from "./session-modal-state.ts";
import { openSessionModal, type SessionOpening, withSession } from "./session-opening.ts";
import { stillOnline, submitKey } from "./session-submitted.ts";
import type { FormBack } from "./submit-modal.ts";

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
        note: null,
      });
    }),
  );
}

interface StopDrawing {
  channelId: string;
  target: SessionTarget;
  holder: SessionHolder | null;
  values: ApprovalValues;
  note: FormNote | null;
}

function drawForm(deps: HandlerDeps, drawing: StopDrawing): Modal {
  const { channelId, target, holder, values, note } = drawing;
  if (holder && !cancellableStates.includes(holder.operation.state)) {
    return noticeModal(stopTitle, takenText(holder));
  }
  const state = { channelId, sessionId: target.session.sessionId, holderId: holder?.operation.id ?? "" };
  return sessionStopModal({
    target,
    values,
    needsApproval: needsApproval(deps, KIND),
    selfApproval: deps.settings.allowSelfApproval,
    note,
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
    doing: "Asking for the stop…",
    record: (view, by) => record(deps, view, by),
  });
}

async function record(deps: HandlerDeps, view: ViewOutput, by: string): Promise<Modal | FormBack> {
  const { channelId, sessionId, holderId } = unpackState(view.private_metadata);
  const target = await stillOnline(deps, sessionId, null);
  const holder = await holderOf(deps, sessionId);
  const isRepeat = holder?.operation.request.key === submitKey(view);
  if (holder && !isRepeat && holder.operation.id !== holderId) {
    // Nobody cancels what he was not shown.
    const note = { text: "*Look again:* this stop would now cancel something else.", blockId: null };
    const modal = drawForm(deps, { channelId, target, holder, values: approvalValues(view), note });
    return { modal, unsaid: stopUnsaid(target, holder) };
  }
  return askConfirmed(deps, OPENING, view, { target, by, channelId });
}
