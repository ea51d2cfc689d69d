import { modals } from "../ids.ts";
import { errorNote, type FilledModal, formAgain } from "./form-again.ts";
import type { Modal } from "./message.ts";
import { type SessionConfirmation, sessionConfirmModal } from "./session-confirm-modal.ts";
import { holderText, type SessionHolder } from "./session-holder.ts";
import { sessionLimits } from "./session-limits.ts";
import { escapeText } from "./text.ts";

export const stopTitle = "Stop a session";

export interface SessionStop extends Omit<SessionConfirmation, "note"> {
  /** The waiting operation that this stop cancels. */
  cancels: SessionHolder | null;
}

export function sessionStopModal(stop: SessionStop): Modal {
  const { hint } = sessionLimits(stop.target.session);
  const then = [
    "Stopping *ends the agent's process*. It comes back only where a service manager on its machine starts it again; from here a stopped agent cannot be started.",
    ...(hint === null ? [] : [escapeText(hint)]),
  ];
  return sessionConfirmModal(
    { title: stopTitle, submit: "Stop", callbackId: modals.sessionStop, then },
    { ...stop, note: stop.cancels && { text: cancelsText(stop.cancels), blockId: null } },
  );
}

/** The form as it was filled in, once it would cancel something else than it says. */
export function stopLookAgain(view: FilledModal, holder: SessionHolder): Modal {
  const text = `*Look again:* this stop would now cancel something else.\n${cancelsText(holder)}`;
  return formAgain(view, errorNote({ text, blockId: null }));
}

/** Why a stop comes back that has cancelled what was waiting. */
export function stopNotDoneText(why: string): string {
  return `${why} What was waiting stays cancelled.`;
}

function cancelsText(holder: SessionHolder): string {
  return `*This cancels what is waiting.* ${holderText(holder)}`;
}
