import { type SessionLimit, sessionLimit } from "../operations/session-limit.ts";
import type { SessionSnapshot } from "../operations/target.ts";

/** Why ngrok cannot run a command on this session, with the way out; null where it may. Plain text. */
export interface SessionLimits {
  update: string | null;
  restart: string | null;
  /** What is only likely. */
  hint: string | null;
}

const LIMITS: Record<SessionLimit, Pick<SessionLimits, "update" | "restart">> = {
  ssh: {
    update: "This is an SSH session: it has no agent that could be updated.",
    restart:
      "This is an SSH session: it has no agent that could be restarted. Reconnect it where it was started.",
  },
  windows: {
    update: null,
    restart:
      "An agent on Windows cannot be restarted from here. Stop it: its service manager, where it has one, starts it again; without one it stays off.",
  },
};

// The agent's major versions; the SDKs are at others, though nothing in a session tells them apart for sure.
const AGENT_MAJORS = ["2", "3"];

export function sessionLimits(session: SessionSnapshot): SessionLimits {
  const limit = sessionLimit(session);
  const { update, restart } = limit ? LIMITS[limit] : { update: null, restart: null };
  return { update, restart, hint: limit === "ssh" ? null : sdkHint(session) };
}

/** Why an update or a restart was not asked for. */
export function limitText(limit: SessionLimit, kind: "session-update" | "session-restart"): string {
  const { update, restart } = LIMITS[limit];
  return (kind === "session-update" && update) || restart || "";
}

function sdkHint(session: SessionSnapshot): string | null {
  const major = /^v?(\d+)\./.exec(session.agentVersion)?.[1];
  if (major !== undefined && AGENT_MAJORS.includes(major)) return null;
  return "Its version is not one of the ngrok agent, so it may be an application built with an ngrok SDK. Such a session does only what its code has a handler for; else ngrok refuses (ERR_NGROK_804, 805 or 806) and nothing changes.";
}
