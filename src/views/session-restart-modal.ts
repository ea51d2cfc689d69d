import { commandName, modals } from "../ids.ts";
import type { SessionTarget } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";
import type { Modal } from "./message.ts";
import { type SessionConfirmation, sessionConfirmModal } from "./session-confirm-modal.ts";
import { sessionLimits } from "./session-limits.ts";
import { sessionLines } from "./session-row.ts";
import { duration, escapeText } from "./text.ts";

export const restartTitle = "Restart a session";

export interface SessionRestart extends SessionConfirmation {
  reconnectTimeoutMs: number;
}

export function sessionRestartModal(restart: SessionRestart): Modal {
  const { hint } = sessionLimits(restart.target.session);
  const then = [
    `The agent comes back as a *new session*. The bot finds its new id and reports it on the card; it looks for ${duration(restart.reconnectTimeoutMs)}. A bad configuration file can keep the agent offline.`,
    ...(hint === null ? [] : [escapeText(hint)]),
  ];
  return sessionConfirmModal(
    { title: restartTitle, submit: "Restart", callbackId: modals.sessionRestart, then },
    restart,
  );
}

/** Why this session cannot be restarted, and the way out; null where it may. */
export function restartRefusedText(target: SessionTarget): string | null {
  const { restart, update } = sessionLimits(target.session);
  if (restart === null) return null;
  const stop = `\n${codeSpan(`${commandName} session stop ${target.session.sessionId}`)}`;
  return `${sessionLines(target)}\n${escapeText(restart)}${update === null ? stop : ""}`;
}
