import { modals } from "../ids.ts";
import type { Modal } from "./message.ts";
import { type SessionConfirmation, sessionConfirmModal } from "./session-confirm-modal.ts";
import { holderText, type SessionHolder } from "./session-holder.ts";
import { sessionLimits } from "./session-limits.ts";
import { escapeText } from "./text.ts";

export const stopTitle = "Stop a session";

export interface SessionStop extends SessionConfirmation {
  /** The waiting operation that this stop cancels. */
  cancels: SessionHolder | null;
}

export function sessionStopModal(stop: SessionStop): Modal {
  const { hint } = sessionLimits(stop.target.session);
  const then = [
    "Stopping *ends the agent's process*. It comes back only where a service manager on its machine starts it again; from here a stopped agent cannot be started.",
    ...(stop.cancels ? [`*This cancels what is waiting.* ${holderText(stop.cancels)}`] : []),
    ...(hint === null ? [] : [escapeText(hint)]),
  ];
  return sessionConfirmModal(
    { title: stopTitle, submit: "Stop", callbackId: modals.sessionStop, then },
    stop,
  );
}
