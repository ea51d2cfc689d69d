import type { App, BlockAction, ButtonAction } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import type { SessionTarget } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import type { Modal } from "../views/message.ts";
import { noticeModal } from "../views/notice-modal.ts";
import { takenText } from "../views/session-holder.ts";
import { restartRefusedText, restartTitle, sessionRestartModal } from "../views/session-restart-modal.ts";
import { sessionUsage } from "../views/usage.ts";
import { needsApproval } from "./approval-values.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { openRequest } from "./open-request.ts";
import { onConfirmed } from "./session-confirmed.ts";
import { holderOf } from "./session-holder.ts";
import { packState } from "./session-modal-state.ts";
import { openSessionModal, type SessionOpening, withSession } from "./session-opening.ts";

const KIND = "session-restart";
const OPENING: SessionOpening = { kind: KIND, title: restartTitle, what: "restart a session" };

/** `/ngrok session restart ID [reason]` */
export function sessionRestartCommand(deps: HandlerDeps): CommandHandler {
  return async ({ args, ack, client, triggerId, userId, channelId }) => {
    await ack();
    const [sessionId, ...reason] = args;
    if (sessionId === undefined) {
      throw new UserRefusal(sessionUsage("restart ID [reason]"));
    }
    await openSessionRestart(
      deps,
      { client, triggerId, userId, channelId },
      { sessionId, reason: reason.join(" ") },
    );
  };
}

/** `sessionId` may be a beginning or end of an id. */
export async function openSessionRestart(
  deps: HandlerDeps,
  open: OpenRequest,
  { sessionId, ...values }: { sessionId: string } & Partial<ApprovalValues>,
): Promise<void> {
  await openSessionModal(deps, open, OPENING, (channelId) =>
    withSession(deps, restartTitle, sessionId, (target) =>
      drawForm(deps, channelId, target, { ...noApprovalValues, ...values }),
    ),
  );
}

async function drawForm(
  deps: HandlerDeps,
  channelId: string,
  target: SessionTarget,
  values: ApprovalValues,
): Promise<Modal> {
  const { sessionId } = target.session;
  const refused = restartRefusedText(target);
  if (refused !== null) return noticeModal(restartTitle, refused);
  const holder = await holderOf(deps, sessionId);
  if (holder) return noticeModal(restartTitle, takenText(holder));
  return sessionRestartModal({
    target,
    values,
    needsApproval: needsApproval(deps, KIND),
    selfApproval: deps.settings.allowSelfApproval,
    note: null,
    privateMetadata: packState({ channelId, sessionId, holderId: "", name: target.name }),
    reconnectTimeoutMs: deps.settings.reconnectTimeoutMs,
  });
}

export function registerSessionRestart(app: App, deps: HandlerDeps): void {
  app.action<BlockAction<ButtonAction>>(actions.sessions.restart, async ({ ack, action, body, client }) => {
    await ack();
    await openSessionRestart(deps, openRequest(body, client), { sessionId: action.value ?? "" });
  });

  onConfirmed(app, deps, {
    ...OPENING,
    callbackId: modals.sessionRestart,
    doing: "restart",
  });
}
