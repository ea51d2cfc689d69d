import type { Obstacle } from "./obstacle.ts";
import type { Operation } from "./operation.ts";
import type { SessionSnapshot } from "./target.ts";

/** A kind of session that ngrok has not every command for. */
export type SessionLimit = Extract<Obstacle, { code: "not-able" }>["limit"];

/** `ssh`: no agent that could be updated or restarted; `windows`: an agent that cannot be restarted from afar. */
export function sessionLimit({
  transport,
  os,
}: Pick<SessionSnapshot, "transport" | "os">): SessionLimit | null {
  if (transport.toLowerCase() === "ssh") return "ssh";
  return os.toLowerCase().startsWith("windows") ? "windows" : null;
}

/** What keeps this session from the change that is asked for; every session can be stopped. */
export function limitFor(
  { kind, schedule }: Pick<Operation, "kind" | "schedule">,
  session: SessionSnapshot,
): SessionLimit | null {
  if (kind === "session-stop") return null;
  const limit = sessionLimit(session);
  const restarts = kind === "session-restart" || schedule.when !== "update-only";
  return limit === "ssh" || restarts ? limit : null;
}
