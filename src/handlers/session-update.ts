import type { App, BlockAction, ButtonAction, ViewOutput, ViewSubmitAction } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import type { Obstacle } from "../operations/obstacle.ts";
import type { Operation } from "../operations/operation.ts";
import type { OperationDraft } from "../operations/operations.ts";
import type { SessionTarget } from "../operations/target.ts";
import { type ApprovalValues, noApprovalValues } from "../views/approval-inputs.ts";
import { errorNote, type FormNote, formAgain } from "../views/form-again.ts";
import type { Modal } from "../views/message.ts";
import { takenText } from "../views/session-holder.ts";
import { candidatesText, goneText } from "../views/session-not-found.ts";
import {
  type SessionUpdateValues,
  sessionBlock,
  sessionUpdateModal,
  updateTitle,
  withoutFacts,
} from "../views/session-update-modal.ts";
import { updateOnlyAdvice } from "../views/session-update-problem.ts";
import { isChosenTime, whenBlocks } from "../views/session-when.ts";
import { workingModal } from "../views/working-modal.ts";
import { needsApproval } from "./approval-values.ts";
import type { CommandHandler, HandlerDeps, OpenRequest } from "./deps.ts";
import { openRequest } from "./open-request.ts";
import { permitAsking } from "./permit.ts";
import { askedModal } from "./session-asked.ts";
import { findSession } from "./session-find.ts";
import { holderOf } from "./session-holder.ts";
import { targetIn, targetNow } from "./session-look.ts";
import { obstacleText } from "./session-obstacle.ts";
import { openSessionModal } from "./session-opening.ts";
import { submitKey } from "./session-submitted.ts";
import {
  packUpdate,
  submittedValues,
  unpackUpdate,
  updateErrors,
  updateValues,
} from "./session-update-values.ts";
import { createModalRefill } from "./submit-modal.ts";
import { submitRequest } from "./submit-request.ts";

const KIND = "session-update";
const WHAT = "update a session";

/** `/ngrok session update [ID [reason]]` */
export function sessionUpdateCommand(deps: HandlerDeps): CommandHandler {
  return async ({ args, ack, client, triggerId, userId, channelId }) => {
    await ack();
    const [sessionId = null, ...reason] = args;
    const open = { client, triggerId, userId, channelId };
    await openSessionUpdate(deps, open, { sessionId, reason: reason.join(" ") });
  };
}

interface UpdatePrefill extends Partial<ApprovalValues> {
  sessionId: string | null;
  schedule?: Operation["schedule"];
}

const RIGHT_NOW: Operation["schedule"] = { when: "now", chosenAt: null };

/** A time that has passed is dropped, its choice is not: the form then asks for a new one. */
function stillAhead(deps: HandlerDeps, chosenAt: Date | null): number | null {
  return chosenAt !== null && chosenAt > deps.clock.now() ? Math.floor(chosenAt.getTime() / 1000) : null;
}

/** `sessionId` may be a beginning or end of an id; one that a restart has replaced stands for its successor. */
export async function openSessionUpdate(
  deps: HandlerDeps,
  open: OpenRequest,
  { sessionId, schedule = RIGHT_NOW, ...approval }: UpdatePrefill,
): Promise<void> {
  const times = { when: schedule.when, at: stillAhead(deps, schedule.chosenAt) };
  const values: SessionUpdateValues = { ...noApprovalValues, ...approval, ...times, cardChannelId: null };
  const opening = { kind: KIND, title: updateTitle, what: WHAT } as const;
  const build = async (channelId: string | null) => {
    const { target, note } =
      sessionId === null ? { target: null, note: null } : await prefilled(deps, sessionId);
    return drawForm(deps, { channelId, target, values, note });
  };
  await openSessionModal(deps, open, opening, build, () => build(null));
}

async function prefilled(
  deps: HandlerDeps,
  query: string,
): Promise<{ target: SessionTarget | null; note: FormNote | null }> {
  const finding = await findSession(deps, query);
  const above = (text: string): FormNote => ({ text, blockId: null });
  switch (finding.outcome) {
    case "found":
      return { target: targetIn(deps, finding.look, finding.session), note: null };
    case "ambiguous":
      return { target: null, note: above(candidatesText(query, finding.candidates)) };
    case "gone": {
      const successor = finding.look.sessions.find((session) => session.id === finding.newId);
      const target = successor ? targetIn(deps, finding.look, successor) : null;
      return { target, note: above(goneText(finding)) };
    }
  }
}

interface UpdateDrawing {
  /** Where the card goes; null where the form asks for that. */
  channelId: string | null;
  target: SessionTarget | null;
  values: SessionUpdateValues;
  note: FormNote | null;
}

async function drawForm(deps: HandlerDeps, drawing: UpdateDrawing): Promise<Modal> {
  const { channelId, target, values, note } = drawing;
  return sessionUpdateModal({
    values,
    chosen: target,
    holder: target && (await holderOf(deps, target.session.sessionId)),
    note,
    needsApproval: needsApproval(deps, KIND),
    asksForChannel: channelId === null,
    selfApproval: deps.settings.allowSelfApproval,
    waitMs: deps.settings.restartWaitMs,
    privateMetadata: packUpdate({ channelId, kept: values }),
  });
}

export function registerSessionUpdate(app: App, deps: HandlerDeps): void {
  app.action<BlockAction<ButtonAction>>(actions.sessions.update, async ({ ack, action, body, client }) => {
    await ack();
    await openSessionUpdate(deps, openRequest(body, client), { sessionId: action.value ?? "" });
  });

  const refill = createModalRefill();
  for (const actionId of [actions.sessions.pick, actions.sessions.when]) {
    app.action<BlockAction>(actionId, async ({ ack, action, body, client }) => {
      await ack();
      const { view } = body;
      if (!view) return;
      await refill({
        client,
        view,
        clickedAt: action.action_ts,
        build: () => redraw(deps, view),
        form: (error) => formAgain(view, errorNote(error)),
      });
    });
  }

  app.view<ViewSubmitAction>(modals.sessionUpdate, async ({ ack, body, view, client }) => {
    await permitAsking(deps, body.user.id, WHAT, unpackUpdate(view).channelId);
    const errors = await updateErrors(deps, view, body.user.id, WHAT);
    if (Object.keys(errors).length > 0) return ack({ response_action: "errors", errors });
    const again = (note: FormNote) => formAgain(view, errorNote(note));
    await submitRequest(deps, {
      ack,
      client,
      view,
      draft: draftOf(view, body.user.id),
      loading: workingModal(updateTitle, "update", updateValues(view).reason),
      taken: (operation, link) => again({ text: takenText({ operation, link }), blockId: sessionBlock }),
      inTheWay: (obstacle) => {
        const shown = obstacle.code === "gone" ? withoutFacts(view) : view;
        return formAgain(shown, errorNote(noteOf(obstacle, view)));
      },
      outcome: (operation) => askedModal(deps, updateTitle, operation),
      form: again,
    });
  });
}

/** The form after a choice in it; what was typed stays, since the blocks' ids do. */
async function redraw(deps: HandlerDeps, view: ViewOutput): Promise<Modal> {
  const { channelId } = unpackUpdate(view);
  const { sessionId, ...values } = updateValues(view);
  const target = sessionId === null ? null : await targetNow(deps, sessionId, "listing");
  const note =
    sessionId === null || target !== null
      ? null
      : { text: goneText({ id: sessionId, newId: null, newIsOnline: false }), blockId: sessionBlock };
  return drawForm(deps, { channelId, target, values, note });
}

function draftOf(view: ViewOutput, by: string): OperationDraft {
  const { sessionId, sessionName, reason, askedApprovers, when, at, cardChannelId } = submittedValues(view);
  const channelId = unpackUpdate(view).channelId ?? cardChannelId;
  if (!channelId) throw new Error("The form has no channel for its card");
  return {
    kind: KIND,
    target: { type: "unread-session", sessionId: sessionId ?? "", name: sessionName },
    by,
    reason,
    channelId,
    askedApprovers,
    schedule: { when, chosenAt: isChosenTime(when) && at !== null ? new Date(at * 1000) : null },
    key: submitKey(view),
  };
}

function noteOf(obstacle: Obstacle, view: ViewOutput): FormNote {
  const sessionId = submittedValues(view).sessionId ?? "";
  const text = obstacleText(obstacle, { kind: KIND, sessionId });
  return obstacle.code === "not-able" && obstacle.limit === "windows"
    ? { text: updateOnlyAdvice(text), blockId: whenBlocks.when }
    : { text, blockId: sessionBlock };
}
