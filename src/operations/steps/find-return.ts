import type { TunnelSession } from "../../ngrok/tunnel-sessions.ts";
import type { Departure } from "../events.ts";
import { matchReturn, returnCandidates } from "../match-return.ts";
import type { Candidate, Operation, Report } from "../operation.ts";
import { servedNow, sessionOf, urlsOf } from "./departure.ts";
import { isGone } from "./is-gone.ts";
import type { StepDeps } from "./step.ts";

/** Of many that leave at once each would ask about all. */
const MOST_ASKED_ABOUT = 3;

export type Return =
  | { outcome: "none"; oldIsOnline: boolean }
  | { outcome: "found"; report: Report }
  | { outcome: "ambiguous"; candidates: Candidate[] };

/** Looks for the agent under its new id. */
export async function findReturn(deps: StepDeps, operation: Operation): Promise<Return> {
  const { departure } = operation;
  if (!departure) throw new Error("No departure is recorded");
  const left = sessionOf(operation).session;
  const online = await deps.fleet.sessions("decision");
  const oldIsOnline = online.some((session) => session.id === left.sessionId);
  const fitting = oldIsOnline ? [] : returnCandidates(left, departure, online);
  const taken = await deps.reportedByOthers(
    operation,
    fitting.map((session) => session.id),
  );
  const candidates = fitting.filter((session) => !taken.has(session.id));
  if (candidates.length === 0) return { outcome: "none", oldIsOnline };
  // Whoever was sent away since may be the one that is new here, though a list may still have him.
  const departed = await deps.departedTwins(operation);
  const away = await awayOf(deps, departed, candidates.length === 1 ? online : []);
  const there = online.filter((session) => !away.has(session.id));
  const witnessed = { ...departure, twins: [...departure.twins, ...departed] };
  const served = await servedNow(deps);
  const urlsOfSession = (sessionId: string) => urlsOf(served(sessionId));
  const match = matchReturn(candidates, witnessed, there, urlsOfSession);
  if (match.outcome === "found") {
    return { outcome: "found", report: reportOf(match.session, departure, urlsOfSession(match.session.id)) };
  }
  return {
    outcome: "ambiguous",
    candidates: candidates.map((session) => candidateOf(session, urlsOfSession(session.id))),
  };
}

/**
 * Those whose call nobody knows to have taken effect may still be there, for a day: who is so after the list was read
 * is none of the new ones in it.
 */
async function awayOf(
  deps: StepDeps,
  departed: Departure["twins"],
  online: readonly TunnelSession[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(departed.map((twin) => twin.sessionId));
  const listed = online.filter(({ id }) => ids.has(id));
  if (listed.length > MOST_ASKED_ABOUT) return ids;
  const looks = await Promise.all(listed.map(async ({ id }) => ({ id, gone: await isGone(deps, id) })));
  return new Set([...ids].filter((id) => !looks.some((look) => look.id === id && !look.gone)));
}

function reportOf(session: TunnelSession, departure: Departure, urls: readonly string[]): Report {
  const serving = new Set(urls);
  return {
    newSessionId: session.id,
    agentVersion: session.agentVersion,
    startedAt: session.startedAt,
    awayMs: departure.leftAt && Math.max(0, session.startedAt.getTime() - departure.leftAt.getTime()),
    backUrls: departure.urls.filter((url) => serving.has(url)),
    missingUrls: departure.urls.filter((url) => !serving.has(url)),
  };
}

function candidateOf(session: TunnelSession, urls: string[]): Candidate {
  return {
    sessionId: session.id,
    agentVersion: session.agentVersion,
    startedAt: session.startedAt,
    ip: session.ip,
    region: session.region,
    urls,
  };
}
