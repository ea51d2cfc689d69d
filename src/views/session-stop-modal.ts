import { commandName, modals } from "../ids.ts";
import type { SessionTarget } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";
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

/** For a person who closed the form before it could show what the stop would now cancel. */
export function stopUnsaid({ name, session }: SessionTarget, holder: SessionHolder): string {
  const again = codeSpan(`${commandName} session stop ${session.sessionId}`);
  return `*Your stop of ${escapeText(name)} was not asked for; nothing changed.* It would now cancel something that you were not shown: ${holderText(holder)}\n${again} opens the form again.`;
}
