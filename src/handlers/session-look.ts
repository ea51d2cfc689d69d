import type { TunnelSession } from "../ngrok/tunnel-sessions.ts";
import type { Freshness } from "../operations/fleet.ts";
import type { FleetLook } from "../operations/session-search.ts";
import { sessionTarget } from "../operations/snapshots.ts";
import type { SessionTarget } from "../operations/target.ts";
import type { HandlerDeps } from "./deps.ts";

export async function lookAtFleet(
  deps: Pick<HandlerDeps, "fleet">,
  freshness: Freshness,
): Promise<FleetLook> {
  const options = { priority: "person" } as const;
  const [sessions, endpoints, tunnels] = await Promise.all([
    deps.fleet.sessions(freshness, options),
    deps.fleet.endpoints(freshness, options),
    deps.fleet.tunnels(freshness, options),
  ]);
  return { sessions, endpoints, tunnels };
}

export function targetIn(deps: HandlerDeps, look: FleetLook, session: TunnelSession): SessionTarget {
  return sessionTarget(session, look.endpoints, look.tunnels, deps.settings.sessionLabel);
}

/** The session with this very id; null when it is not online. */
export async function targetNow(
  deps: HandlerDeps,
  sessionId: string,
  freshness: Freshness,
): Promise<SessionTarget | null> {
  const look = await lookAtFleet(deps, freshness);
  const session = look.sessions.find((candidate) => candidate.id === sessionId);
  return session ? targetIn(deps, look, session) : null;
}
