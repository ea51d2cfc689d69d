import { actions } from "../../../src/ids.ts";
import { unfinishedStates } from "../../../src/operations/operation.ts";
import { approverProblem, reasonMissing } from "../../../src/views/approval-problem.ts";
import { cardChannelBlock } from "../../../src/views/card-channel-input.ts";
import { denial } from "../../../src/views/denial.ts";
import { errorNote, formAgain } from "../../../src/views/form-again.ts";
import type { Modal } from "../../../src/views/message.ts";
import { plainFromMrkdwn } from "../../../src/views/plain-from-mrkdwn.ts";
import { takenText } from "../../../src/views/session-holder.ts";
import { goneText } from "../../../src/views/session-not-found.ts";
import { sessionOption } from "../../../src/views/session-option.ts";
import { restartRefusedText, sessionRestartModal } from "../../../src/views/session-restart-modal.ts";
import { sessionStopModal, stopLookAgain, stopNotDoneText } from "../../../src/views/session-stop-modal.ts";
import {
  type SessionUpdateForm,
  sessionBlock,
  sessionUpdateModal,
  withoutFacts,
} from "../../../src/views/session-update-modal.ts";
import { sessionUpdateProblem, updateOnlyAdvice } from "../../../src/views/session-update-problem.ts";
import { whenBlocks, whenChoices } from "../../../src/views/session-when.ts";
import { unbegunText } from "../../../src/views/unbegun-text.ts";
import { drawer, type GalleryItem, withErrors } from "../gallery-item.ts";
import { aSessionTarget } from "../samples/an-operation.ts";
import { at, hour } from "../samples/card-parts.ts";
import { aHolder, cardLink, manyUrls, oddSessions } from "../samples/devices.ts";
import { filled } from "../samples/filled.ts";
import { rolesWith } from "../samples/roles-with.ts";

const group = "Forms about sessions";
const drawUpdate = drawer(group, "views/session-update-modal.ts", sessionUpdateModal);
const drawRestart = drawer(group, "views/session-restart-modal.ts", sessionRestartModal);
const drawStop = drawer(group, "views/session-stop-modal.ts", sessionStopModal);
const drawAgain = drawer(group, "views/form-again.ts", formAgain);
const drawLookAgain = drawer(group, "views/session-stop-modal.ts", stopLookAgain);
const drawRefused = drawer(group, "views/session-restart-modal.ts", restartRefusedText);
const drawTaken = drawer(group, "views/session-holder.ts", takenText);

const target = aSessionTarget();
const chosenAt = at(5 * hour).getTime() / 1000;
const typed = { reason: "security fix, see the bulletin of Monday", askedApprovers: ["U0APPROVER"] };
const fresh: SessionUpdateForm = {
  values: { reason: "", askedApprovers: [], when: "now", at: null },
  chosen: null,
  holder: null,
  note: null,
  needsApproval: true,
  waitMs: 30_000,
  privateMetadata: "{}",
};
const picked: SessionUpdateForm = { ...fresh, chosen: target };
const confirm = {
  target,
  values: { reason: "", askedApprovers: [] },
  needsApproval: true,
  privateMetadata: "{}",
};
const restart = { ...confirm, note: null, reconnectTimeoutMs: 180_000 };
const stop = { ...confirm, cancels: null };

/** Forms on sessions: fresh, filled, refused at their fields, and come back. */
export function sessionFormItems(): GalleryItem[] {
  return [...updates(), ...updatesRefused(), ...restarts(), ...stops(), ...holders()];
}

function updates(): GalleryItem[] {
  const values = { ...typed, when: "now", at: null } as const;
  return [
    drawUpdate("update, fresh", fresh),
    drawUpdate("update, session picked", picked),
    ...whenChoices.map((when) =>
      drawUpdate(`update, ${when}`, { ...picked, values: { ...values, when, at: null } }),
    ),
    drawUpdate("update, with a time", { ...picked, values: { ...values, when: "all-later", at: chosenAt } }),
    drawUpdate("update, without approval", { ...picked, needsApproval: false }),
    drawUpdate("update, self-approval", { ...picked, selfApproval: true }),
    drawUpdate("update, asked for on Home", { ...fresh, asksForChannel: true }),
    drawUpdate("update, asked for on Home, filled", {
      ...picked,
      asksForChannel: true,
      values: { ...values, cardChannelId: "C0OPS" },
    }),
    drawUpdate("update, one URL", { ...picked, chosen: { ...target, serves: target.serves.slice(0, 1) } }),
    drawUpdate("update, many URLs", { ...picked, chosen: { ...target, serves: manyUrls(40) } }),
    ...Object.entries(oddSessions).map(([name, chosen]) =>
      drawUpdate(`update of a session: ${name}`, { ...picked, chosen }),
    ),
    drawUpdate("update, held by another", { ...picked, holder: aHolder() }),
    drawUpdate("update over SSH, held by another", { ...picked, chosen: oddSessions.ssh, holder: aHolder() }),
  ];
}

function updatesRefused(): GalleryItem[] {
  const form = drawUpdate("update", { ...picked, values: { ...typed, when: "restart-later", at: chosenAt } });
  const denied = plainFromMrkdwn(
    denial({
      what: "update a session",
      needed: "operator",
      userId: "U0OUTSIDER",
      roles: rolesWith(),
      elsewhere: false,
      viewersNamed: false,
    }),
  );
  const gone = goneText({ id: target.session.sessionId, newId: null, newIsOnline: false });
  const again = (name: string, text: string, blockId: string | null) =>
    drawAgain(name, filled(form.drawn as Modal), errorNote({ text, blockId }));
  return [
    withErrors(drawUpdate("update", fresh), "update, sent empty", {
      [sessionBlock]: sessionUpdateProblem("no-session"),
      reason: reasonMissing("all"),
    }),
    withErrors(form, "update, a time that has passed", {
      [whenBlocks.at]: sessionUpdateProblem("time-passed"),
    }),
    withErrors(form, "update, by who may not", { [sessionBlock]: denied }),
    drawAgain(
      "update, back: gone meanwhile",
      withoutFacts(filled(form.drawn as Modal)),
      errorNote({ text: gone, blockId: sessionBlock }),
    ),
    again("update, back: taken meanwhile", takenText(aHolder()), sessionBlock),
    again(
      "update, back: a fault",
      "The bot could not reach Slack in time. Try again. (Reference\u00a0K4TQ2M)",
      null,
    ),
    drawAgain(
      "update, back with all that was filled in",
      filled(form.drawn as Modal, {
        [sessionBlock]: {
          [actions.sessions.pick]: {
            selected_option: { ...sessionOption(target), value: target.session.sessionId },
          },
        },
        reason: { value: { value: "another reason" } },
        approvers: { value: { selected_users: ["U0APPROVER", "U0APPROVERTWO"] } },
        [whenBlocks.when]: { [actions.sessions.when]: { selected_option: null } },
        [whenBlocks.at]: { value: { selected_date_time: chosenAt + 3600 } },
      }),
      errorNote({ text: gone, blockId: sessionBlock }),
    ),
    drawAgain(
      "update, back with nobody asked",
      filled(form.drawn as Modal, { approvers: { value: { selected_users: [] } } }),
      errorNote({ text: gone, blockId: sessionBlock }),
    ),
    ...homeUpdatesRefused(),
    drawer(
      group,
      "views/session-update-problem.ts",
      updateOnlyAdvice,
    )("update, back: cannot restart", unbegunText({ code: "not-able", limit: "windows" }, "session-update")),
    drawUpdate("update, opened for one that is gone", { ...fresh, note: { text: gone, blockId: null } }),
  ];
}

/** Where the card goes is asked for as well. */
function homeUpdatesRefused(): GalleryItem[] {
  const values = { ...typed, when: "now", at: null, cardChannelId: "C0OPS" } as const;
  const form = drawUpdate("update", { ...picked, asksForChannel: true, values });
  const another = { [cardChannelBlock]: { value: { selected_conversation: "C0FLEET001" } } };
  return [
    drawAgain(
      "update, asked for on Home, back with another channel",
      filled(form.drawn as Modal, another),
      errorNote({ text: takenText(aHolder()), blockId: sessionBlock }),
    ),
  ];
}

function restarts(): GalleryItem[] {
  const form = drawRestart("restart", restart);
  return [
    form,
    drawRestart("restart, filled", { ...restart, values: typed }),
    drawRestart("restart without approval", { ...restart, needsApproval: false }),
    drawRestart("restart, self-approval", { ...restart, selfApproval: true }),
    drawRestart("restart, many URLs", { ...restart, target: { ...target, serves: manyUrls(40) } }),
    drawRestart("restart, one URL goes and one stays", {
      ...restart,
      target: { ...target, serves: manyUrls(2) },
    }),
    drawRestart("restart, no URL", { ...restart, target: { ...target, serves: [] } }),
    drawRestart("restart of an SDK application", { ...restart, target: oddSessions.sdk }),
    drawRestart("restart, hostile session", { ...restart, target: oddSessions.hostile }),
    withErrors(form, "restart, without a reason", { reason: reasonMissing("approvers") }),
    drawAgain("restart, back: taken meanwhile", filled(form.drawn as Modal), {
      text: `⚠ ${takenText(aHolder({ state: "awaiting-approval" }, null))}`,
      blockId: null,
    }),
    drawRefused("restart refused: Windows", oddSessions.windows),
    drawRefused("restart refused: SSH", oddSessions.ssh),
  ];
}

function stops(): GalleryItem[] {
  const form = drawStop("stop", stop);
  return [
    form,
    drawStop("stop, filled", { ...stop, values: typed }),
    drawStop("stop without approval", { ...stop, needsApproval: false }),
    drawStop("stop of an SDK application", { ...stop, target: oddSessions.sdk }),
    drawStop("stop, which cancels a restart", { ...stop, cancels: aHolder() }),
    withErrors(form, "stop, of the same person", {
      approvers: approverProblem("own-request"),
    }),
    drawer(
      group,
      "views/session-stop-modal.ts",
      stopNotDoneText,
    )("stop, back after it cancelled a restart", "ngrok did not answer within 10 s."),
    drawLookAgain("stop, which would cancel something else now", filled(form.drawn as Modal), aHolder()),
  ];
}

function holders(): GalleryItem[] {
  return [
    ...unfinishedStates.map((state) =>
      drawTaken(`somebody was first: ${state}`, aHolder({ state }, cardLink)),
    ),
    drawTaken("somebody was first: without a card yet", aHolder({ state: "requested" }, null)),
  ];
}
